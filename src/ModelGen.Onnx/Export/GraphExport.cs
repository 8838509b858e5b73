using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ModelGen.IR;
using ModelGen.Onnx.Format;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Export;

/// <summary>
/// One export under way: the ONNX graph so far, and for each value of the IR the names under which it is known there, by layout. A value is
/// produced in one layout, and transposed to the other when a reader needs it.
/// </summary>
internal sealed class GraphExport
{
    private readonly Dictionary<int, Node> nodes;
    private readonly Dictionary<int, Dictionary<ValueLayout, string>> values = [];
    private readonly Dictionary<int, ValueLayout> produced = [];
    private readonly Dictionary<int, int> readers;
    private readonly Dictionary<(string Name, string Form), string> initializers = [];
    private readonly HashSet<string> constantsWithForm = [];
    private readonly Dictionary<int, string> outputNames = [];
    private readonly Dictionary<string, string> parameterNames;
    private readonly UniqueNames names = new();
    private readonly OnnxExportOptions options;
    private long size;

    public GraphExport(Graph graph, ConstantValues constants, OnnxExportOptions options)
    {
        this.options = options;
        Graph = graph;
        Constants = constants;
        InputNames = graph.Select<Operators.Input>().ToDictionary(n => n.Node.Id, n => names.Take(n.Operator.InputName));
        OutputNames = [.. graph.Outputs.Select(o => names.Take(o.Name))];
        for (int i = 0; i < OutputNames.Length; i++)
        {
            outputNames.TryAdd(graph.Outputs[i].Node, OutputNames[i]);
        }

        parameterNames = graph.Select<Operators.Parameter>().Select(n => n.Operator.Path).Distinct().ToDictionary(path => path, names.Take);
        nodes = graph.ById();
        readers = graph.Nodes.SelectMany(n => n.Inputs).Concat(graph.Outputs.Select(o => o.Node)).CountBy(id => id).ToDictionary();
    }

    public Graph Graph { get; }

    public ConstantValues Constants { get; }

    /// <summary>The ONNX graph so far.</summary>
    public GraphProto Proto { get; } = new();

    /// <summary>The names of the inputs by node.</summary>
    public IReadOnlyDictionary<int, string> InputNames { get; }

    /// <summary>The names of the outputs, in order.</summary>
    public string[] OutputNames { get; }

    public Node Node(int id) => nodes[id];

    /// <summary>The layout in which an output of the model is given.</summary>
    public ValueLayout OutputLayout(int id) => options.InputLayout == OnnxImageLayout.ChannelsLast ? ValueLayout.Logical : ProducedAs(id);

    /// <summary>Whether all readers of a value meet the condition; never for an output of the model.</summary>
    public bool IsReadOnlyBy(int id, Func<Node, bool> condition)
    {
        Node[] own = [.. Graph.Nodes.Where(n => n.Inputs.Contains(id))];
        return own.Sum(n => n.Inputs.Count(i => i == id)) == readers.GetValueOrDefault(id) && own.All(condition);
    }

    /// <summary>The layout that a computed value was produced in; logical for constants.</summary>
    public ValueLayout ProducedAs(int id) => produced.GetValueOrDefault(id);

    /// <summary>Makes a name that nothing has yet.</summary>
    public string NewName(string name) => names.Take(name);

    /// <summary>Chooses the name for a value in a layout: that of the model's output if it is one, else a new one.</summary>
    public string ResultName(int id, ValueLayout layout, string name)
    {
        ValueLayout wanted = options.InputLayout == OnnxImageLayout.ChannelsLast ? ValueLayout.Logical : produced.GetValueOrDefault(id, layout);
        return layout == wanted && outputNames.Remove(id, out string? output) ? output : names.Take(name);
    }

    /// <summary>Records under which name a computed value is known.</summary>
    public void Define(int id, ValueLayout layout, string name)
    {
        produced.TryAdd(id, layout);
        if (!values.TryGetValue(id, out Dictionary<ValueLayout, string>? known))
        {
            values.Add(id, known = []);
        }

        known.Add(layout, name);
    }

    /// <summary>Declares the type of a value, for viewers.</summary>
    public void Describe(string name, TensorType type) => Proto.ValueInfo.Add(TensorWriter.Declare(name, type));

    /// <summary>The name of a value in a layout, transposed or stored as an initializer if that is still to be done.</summary>
    public string Value(int id, ValueLayout layout)
    {
        if (Constants.Contains(id))
        {
            return nodes[id].Operator is Operators.Literal { Shape.Rank: 0 } literal ? Number(literal.Values[0]) : layout == ValueLayout.Logical
                ? Constant(id, "", t => t)
                : Constant(id, "channels_first", t => new Operators.Transpose(Layouts.PermutationTo(layout)).Apply(t));
        }

        Dictionary<ValueLayout, string> known = values[id];
        if (!known.TryGetValue(layout, out string? name))
        {
            ValueLayout from = produced[id];
            if (from == ValueLayout.ChannelsFirstFlat || layout == ValueLayout.ChannelsFirstFlat)
            {
                throw new InvalidOperationException($"A flattened value is read as {layout}, but it was produced as {from}.");
            }

            name = ResultName(id, layout, known[from] + (layout == ValueLayout.ChannelsFirst ? "/nchw" : "/nhwc"));
            Rearrange(known[from], Layouts.Arrange(from, nodes[id].Type.Shape), Layouts.PermutationTo(layout), name);
            known.Add(layout, name);
        }

        return name;
    }

    /// <summary>Adds the node that transposes a value of the given shape; it reshapes where that is the same.</summary>
    public void Rearrange(string value, Shape shape, int[] permutation, string name)
    {
        if (Layouts.KeepsOrder(shape, permutation))
        {
            int[] extents = [.. permutation.Select(axis => shape[axis])];
            Add("Reshape", name, [value, Integers([.. extents.Select(e => (long)e)])]);
        }
        else
        {
            Add("Transpose", name, [value], Attributes.Ints("perm", permutation));
        }
    }

    /// <summary>
    /// The initializer of a constant after a change of form. The first form of a constant gets its plain name; <paramref name="form"/>
    /// tells the others apart.
    /// </summary>
    public string Constant(int id, string form, Func<Tensor, Tensor> change)
    {
        Node node = nodes[id];
        string plain = NodeNaming.Of(node, Constants);
        string key = node.Operator is Operators.Parameter ? plain : plain + "#" + id.ToString(CultureInfo.InvariantCulture);
        if (!initializers.TryGetValue((key, form), out string? name))
        {
            bool first = constantsWithForm.Add(key);
            name = first && node.Operator is Operators.Parameter ? parameterNames[plain]
                : names.Take(first || form.Length == 0 ? plain : plain + "." + form);
            initializers.Add((key, form), name);
            AddInitializer(TensorWriter.Write(name, change(Constants[id])), plain);
        }

        return name;
    }

    /// <summary>A shape, axes or sizes as an initializer; equal ones are shared.</summary>
    public string Integers(long[] list)
    {
        return Shared("const/[" + string.Join(",", list) + "]", name => TensorWriter.Write(name, list));
    }

    /// <summary>A single-precision number as an initializer; equal ones are shared.</summary>
    public string Number(float number) =>
        Shared("const/" + number.ToString("R", CultureInfo.InvariantCulture), name => TensorWriter.Write(name, new Tensor(Shape.Scalar, new[] { number })));

    /// <summary>A u8, i8 or i32 number as an initializer; equal ones are shared.</summary>
    public string Integer(ElementType element, int value) => Integers(element, Shape.Scalar, value);

    /// <summary>Equal u8, i8 or i32 numbers as an initializer; equal ones are shared.</summary>
    public string Integers(ElementType element, Shape shape, int value) => Shared(
        string.Create(CultureInfo.InvariantCulture, $"const/{ElementTypes.Abbreviation(element)}{(shape.Rank == 0 ? "" : shape)}/{value}"),
        name => TensorWriter.Write(name, element switch
        {
            ElementType.UInt8 => new Tensor(shape, [.. Enumerable.Repeat((byte)value, shape.ElementCount)]),
            ElementType.Int8 => new Tensor(shape, [.. Enumerable.Repeat((sbyte)value, shape.ElementCount)]),
            _ => new Tensor(shape, [.. Enumerable.Repeat(value, shape.ElementCount)]),
        }));

    /// <summary>Adds a node with one result.</summary>
    public NodeProto Add(string opType, string result, IEnumerable<string> inputs, params AttributeProto[] attributes)
    {
        var node = new NodeProto { OpType = opType, Name = result };
        node.Input.AddRange(inputs);
        node.Output.Add(result);
        node.Attribute.AddRange(attributes);
        Proto.Node.Add(node);
        return node;
    }

    private string Shared(string text, Func<string, TensorProto> write)
    {
        if (!initializers.TryGetValue((text, ""), out string? name))
        {
            name = names.Take(text);
            initializers.Add((text, ""), name);
            AddInitializer(write(name), name);
        }

        return name;
    }

    private void AddInitializer(TensorProto tensor, string what)
    {
        size += tensor.RawData.Length;
        if (size > options.SizeLimit)
        {
            throw new OnnxExportException(string.Create(
                CultureInfo.InvariantCulture,
                $"The model does not fit into an ONNX file: its weights up to '{what}' take {size:N0} bytes, and protobuf allows {options.SizeLimit:N0} a file. Export its parts as models of their own."));
        }

        Proto.Initializer.Add(tensor);
    }
}
