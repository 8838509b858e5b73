using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Text;
using ModelGen.Onnx.Format;

namespace ModelGen.Onnx.Export;

/// <summary>One node of the IR on its way into the ONNX graph: what a mapping reads and writes.</summary>
internal sealed class NodeExport
{
    private readonly GraphExport graph;
    private readonly Node node;
    private readonly string name;

    public NodeExport(GraphExport graph, Node node)
    {
        this.graph = graph;
        this.node = node;
        name = NodeNaming.Of(node, graph.Constants);
    }

    public Operator Operator => node.Operator;

    public int InputCount => node.Inputs.Count;

    public Shape Shape => node.Type.Shape;

    public ElementType InputElement(int index) => graph.Node(node.Inputs[index]).Type.Element;

    public Shape InputShape(int index) => graph.Node(node.Inputs[index]).Type.Shape;

    /// <summary>The node that an input comes from.</summary>
    public Node Producer(int index) => graph.Node(node.Inputs[index]);

    /// <summary>The shape of the value that the node behind an input itself takes first.</summary>
    public Shape ProducersInputShape(int index) => graph.Node(Producer(index).Inputs[0]).Type.Shape;

    public bool IsConstant(int index) => graph.Constants.Contains(node.Inputs[index]);

    /// <summary>The layout in which an input was produced.</summary>
    public ValueLayout ProducedAs(int index) => graph.ProducedAs(node.Inputs[index]);

    /// <summary>The layout to work in where any will do: channels first if an input already is and the result can be.</summary>
    public ValueLayout CommonLayout() =>
        Shape.Rank == 4 && node.Inputs.Any(i => graph.ProducedAs(i) == ValueLayout.ChannelsFirst) ? ValueLayout.ChannelsFirst : ValueLayout.Logical;

    /// <summary>Whether every use of the result meets the condition, and it is no output of the model.</summary>
    public bool IsReadOnlyBy(Func<Node, bool> condition) => graph.IsReadOnlyBy(node.Id, condition);

    /// <summary>Whether a node of the graph has a constant as the given input.</summary>
    public bool HasConstant(Node reader, int index) => graph.Constants.Contains(reader.Inputs[index]);

    /// <summary>The name of an input in a layout.</summary>
    public string Input(int index, ValueLayout layout = ValueLayout.Logical) => graph.Value(node.Inputs[index], layout);

    /// <summary>The names of all inputs from <paramref name="first"/> on, as the IR has them.</summary>
    public IEnumerable<string> InputsFrom(int first) => Enumerable.Range(first, InputCount - first).Select(i => Input(i));

    /// <summary>A constant input in another form; see <see cref="GraphExport.Constant"/>.</summary>
    public string Constant(int index, string form, Func<Tensor, Tensor> change) => graph.Constant(node.Inputs[index], form, change);

    /// <summary>The value of a constant input.</summary>
    public Tensor ConstantValue(int index) => IsConstant(index)
        ? graph.Constants[node.Inputs[index]]
        : throw new OnnxExportException($"{node.Operator.Name} needs a constant as input {index + 1}: {GraphPrinter.Print(node)}");

    /// <summary>An input that broadcasts against a result of this node's rank in the given layout.</summary>
    public string Operand(int index, ValueLayout layout)
    {
        Shape shape = InputShape(index);
        if (layout == ValueLayout.Logical || shape.ElementCount == 1 && shape.Rank < 4)
        {
            return Input(index);
        }

        if (shape.Rank == 4)
        {
            return Input(index, layout);
        }

        Shape aligned = Layouts.AlignTo(4, shape);
        int[] permutation = Layouts.PermutationTo(layout);
        if (IsConstant(index))
        {
            return Constant(index, "channels_first", t => TrimOnes(new IR.Operators.Transpose(permutation).Apply(t.WithShape(aligned))));
        }

        string operand = graph.NewName(name + "/operand");
        graph.Rearrange(Reshaped(Input(index), aligned), aligned, permutation, operand);
        return operand;
    }

    /// <summary>An initializer of 64-bit integers.</summary>
    public string Integers(IEnumerable<int> list) => graph.Integers([.. list.Select(v => (long)v)]);

    /// <summary>An initializer of one number.</summary>
    public string Number(float number) => graph.Number(number);

    /// <summary>An initializer of one u8 or i8 number.</summary>
    public string Byte(ElementType element, int value) => graph.Integer(element, value);

    /// <summary>An initializer of as many zeros.</summary>
    public string Zeros(ElementType element, int count) => graph.Integers(element, new Shape(count), 0);

    /// <summary>Adds a node whose result only this operator reads; <paramref name="part"/> is added to the layer's name.</summary>
    public string Step(string part, string opType, IEnumerable<string> inputs, params AttributeProto[] attributes)
    {
        string result = graph.NewName(name + "/" + part);
        graph.Add(opType, result, inputs, attributes);
        return result;
    }

    /// <summary>A value under another shape.</summary>
    public string Reshaped(string value, Shape shape) => Step("reshape", "Reshape", [value, Integers(shape)]);

    /// <summary>Adds the node that yields the result.</summary>
    public void Define(ValueLayout layout, string opType, IEnumerable<string> inputs, params AttributeProto[] attributes)
    {
        string result = graph.ResultName(node.Id, layout, name);
        NodeProto proto = graph.Add(opType, result, [.. inputs], attributes);
        proto.DocString = GraphPrinter.Print(node);
        graph.Define(node.Id, layout, result);
        graph.Describe(result, node.Type with { Shape = Layouts.Arrange(layout, Shape) });
    }

    /// <summary>The result is a value that is there already.</summary>
    public void Alias(ValueLayout layout, string value) => graph.Define(node.Id, layout, value);

    private static Tensor TrimOnes(Tensor tensor)
    {
        int[] extents = [.. tensor.Shape.SkipWhile(e => e == 1)];
        return tensor.WithShape(new Shape(extents));
    }
}
