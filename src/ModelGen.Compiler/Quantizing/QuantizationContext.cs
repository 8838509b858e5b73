using System.Collections.Generic;
using System.Linq;
using ModelGen.Calibration;
using ModelGen.Compiler.Calibration;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Numerics;

namespace ModelGen.Compiler.Quantizing;

/// <summary>
/// A quantized graph under construction. Each value of the original graph is computed in one form, bytes or single precision, and
/// converted to the other when first asked for it.
/// </summary>
internal sealed class QuantizationContext
{
    private readonly Graph graph;
    private readonly CalibrationProfile profile;
    private readonly IReadOnlyDictionary<int, string> keys;
    private readonly Dictionary<int, Node> nodes;
    private readonly HashSet<int> constants;
    private readonly HashSet<int> outputs;
    private readonly ILookup<int, Node> readers;
    private readonly List<Node> result = [];
    private readonly Dictionary<int, Node> floats = [];
    private readonly Dictionary<int, Node> bytes = [];
    private readonly HashSet<int> computedInBytes = [];
    private readonly Dictionary<int, Node> deferred = [];
    private readonly List<ByteOutput> byteOutputs = [];
    private int nextId;

    public QuantizationContext(Graph graph, CalibrationProfile profile, IReadOnlyDictionary<int, string> keys)
    {
        this.graph = graph;
        this.profile = profile;
        this.keys = keys;
        nodes = graph.ById();
        constants = ConstantNodes.Of(graph);
        outputs = [.. graph.Outputs.Select(o => o.Node)];
        readers = graph.Readers();
        nextId = graph.Nodes.Max(n => n.Id) + 1;
    }

    /// <summary>The element type of quantized activations.</summary>
    public ElementType Element => profile.Element;

    /// <summary>The rounding rule.</summary>
    public RoundingRule Rounding => profile.Rounding;

    /// <summary>A node of the original graph.</summary>
    public Node this[int id] => nodes[id];

    /// <summary>Whether a value is known at link time.</summary>
    public bool IsConstant(int id) => constants.Contains(id);

    /// <summary>Whether a value is computed in bytes; else in single precision.</summary>
    public bool IsInBytes(int id) => computedInBytes.Contains(id);

    /// <summary>Whether a constant is written in the model itself, so that its range is known.</summary>
    public bool IsQuantizableLiteral(int id) =>
        nodes[id].Operator is Literal literal && literal.Values.Count > 0 && literal.Values.All(v => !float.IsNaN(v) && !float.IsInfinity(v));

    /// <summary>How a value is quantized: as that whose quantized values it moves, as calibrated, or by the range of a constant.</summary>
    public Quantization Of(int id)
    {
        if (constants.Contains(id))
        {
            EquatableArray<float> values = ((Literal)nodes[id].Operator).Values;
            (float scale, int zeroPoint) = AffineRange.Choose(values.Min(), values.Max(), Element);
            return new Quantization(scale, zeroPoint);
        }

        while (SharedQuantization.Operand(nodes[id], constants) is { } source)
        {
            id = source;
        }

        TensorCalibration tensor = profile.Find(keys[id])!;
        return new Quantization(tensor.Scale, tensor.ZeroPoint);
    }

    /// <summary>The clamp that alone reads the result of a layer that can saturate at its bounds; else null.</summary>
    public Node? MergedClamp(Node node)
    {
        if (OperatorQuantizers.Find(node.Operator) is not { MergesClamp: true } || outputs.Contains(node.Id))
        {
            return null;
        }

        Node[] all = [.. readers[node.Id]];
        return all is [{ Operator: Relu or Relu6 or Clip } clamp] ? clamp : null;
    }

    /// <summary>Leaves a layer to be computed together with its clamp.</summary>
    public void Defer(Node layer, Node clamp) => deferred.Add(clamp.Id, layer);

    /// <summary>The layer that is computed together with a clamp, or null.</summary>
    public Node? Deferred(Node clamp) => deferred.TryGetValue(clamp.Id, out Node? layer) ? layer : null;

    /// <summary>Keeps an input or a constant as it is.</summary>
    public void Keep(Node node)
    {
        result.Add(node);
        floats.Add(node.Id, node);
    }

    /// <summary>Keeps a node as it is, on operands in single precision.</summary>
    public void KeepInFloat(Node node) => Keep(node with { Inputs = node.Inputs.Select(id => Floats(id).Id).ToArray() });

    /// <summary>The value of a node in single precision (or of the integer type that it has).</summary>
    public Node Floats(int id)
    {
        if (!floats.TryGetValue(id, out Node? node))
        {
            node = Add(nodes[id].Scope, new Dequantize(Of(id)), bytes[id]);
            floats.Add(id, node);
        }

        return node;
    }

    /// <summary>The value of a node in bytes.</summary>
    public Node Bytes(int id)
    {
        if (!bytes.TryGetValue(id, out Node? node))
        {
            node = Add(nodes[id].Scope, new Quantize(Of(id), Element, Rounding), floats[id]);
            bytes.Add(id, node);
        }

        return node;
    }

    /// <summary>Adds an operation that yields no value of the original graph.</summary>
    public Node Add(string scope, Operator op, params Node[] inputs) => Add(nextId++, scope, op, inputs);

    /// <summary>Adds the operation that yields the value of a node in bytes.</summary>
    /// <param name="node">The node of the original graph; its id is kept.</param>
    /// <param name="scope">The scope of the operation.</param>
    /// <param name="op">The operation.</param>
    /// <param name="inputs">Its operands.</param>
    public void AddBytes(Node node, string scope, Operator op, params Node[] inputs)
    {
        bytes.Add(node.Id, Add(node.Id, scope, op, inputs));
        computedInBytes.Add(node.Id);
    }

    /// <summary>The quantized graph, with the given operations in single precision.</summary>
    public QuantizationResult ToResult(IReadOnlyList<FloatOperation> floatOperations)
    {
        GraphOutput[] results = [.. graph.Outputs.Select(o => new GraphOutput(o.Name, (o.Bytes is { } element ? ByteOutput(o, element) : Floats(o.Node)).Id))];
        return new QuantizationResult(new Graph(graph.Name, result.ToArray(), results), floatOperations, byteOutputs);
    }

    /// <summary>A result in bytes of an element type, which may be the other one than that of the calibration: the same values with another zero point.</summary>
    private Node ByteOutput(GraphOutput output, ElementType element)
    {
        if (IsConstant(output.Node))
        {
            throw new UnquantizableException(
                output.Node, $"the result '{output.Name}' depends on no input, so that it has no calibration: return it in single precision, without [return: Output]");
        }

        Node node = Bytes(output.Node);
        Quantization own = Of(output.Node), yielded = own with { ZeroPoint = own.ZeroPoint + AffineRange.Minimum(element) - AffineRange.Minimum(Element) };
        byteOutputs.Add(new ByteOutput(output.Name, element, yielded));
        return element == Element ? node : Add(node.Scope, new Requantize(own, yielded, element, Rounding), node);
    }

    private Node Add(int id, string scope, Operator op, Node[] inputs)
    {
        Inference inference = op.Infer([.. inputs.Select(i => i.Type)]);
        if (inference.Error is { } error)
        {
            // What no node of the original graph yields belongs to the first operand, or to what that was made of.
            int place = nodes.ContainsKey(id) ? id : inputs[0].Id;
            throw new UnquantizableException(place, $"{op.Name} {error.TrimEnd('.')}: keep it in single precision with [Precision(Precision.F32)]");
        }

        var node = new Node(id, op, inputs.Select(i => i.Id).ToArray(), inference.Type, scope);
        result.Add(node);
        return node;
    }
}
