using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using ModelGen.Calibration.Evaluation;
using ModelGen.IR;
using ModelGen.Tests;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Calibration.Tests;

public class GraphEvaluatorTests
{
    private static readonly Gen<Graph> Convolutions =
        from batch in Gen.Int[1, 2]
        from height in Gen.Int[1, 9]
        from width in Gen.Int[1, 9]
        from groups in Gen.Int[1, 3]
        from inputs in Gen.Int[1, 5]
        from outputs in Gen.Int[1, 21]
        from kernel in Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3])
        from stride in Gen.Select(Gen.Int[1, 2], Gen.Int[1, 2])
        from dilation in Gen.Int[1, 2]
        from depthwise in Gen.Bool
        from bias in Gen.Bool
        select Convolve(
            TensorType.Float(batch, height, width, (depthwise ? outputs : inputs) * groups),
            depthwise ? TensorType.Float(outputs * groups, 1, kernel.Item1, kernel.Item2) : TensorType.Float(outputs * groups, inputs, kernel.Item1, kernel.Item2),
            new Operators.Conv2D(new Size2D(stride.Item1, stride.Item2), dilation, new Pads(2, 1, 2, 3), depthwise ? outputs * groups : groups),
            bias);

    private static readonly Gen<Graph> Products =
        from rows in Gen.Int[1, 70]
        from depth in Gen.Int[1, 40]
        from columns in Gen.Int[1, 40]
        from bias in Gen.Bool
        select Convolve(TensorType.Float(rows, depth), TensorType.Float(columns, depth), new Operators.Dense(), bias);

    [Fact]
    public void Convolutions_compute_what_the_reference_does() => Convolutions.Check(200, HoldToReference);

    [Fact]
    public void Dense_layers_compute_what_the_reference_does() => Products.Check(100, HoldToReference);

    [Fact]
    public void Every_value_on_the_way_is_shown_once_and_in_order()
    {
        var builder = new GraphBuilder("Net");
        int x = builder.Input("x", TensorType.Float(2));
        int scale = builder.Add(new Operators.Negate(), builder.Parameter("scale", TensorType.Float(2)));
        int product = builder.Add(new Operators.Mul(), x, scale);
        int sum = builder.Add(new Operators.Add(), product, x);
        builder.Output("y", sum);
        builder.Output("constant", scale);
        var seen = new List<string>();
        new GraphEvaluator(builder.Build(), _ => new Tensor(new Shape(2), [2f, 3f])).Run(
            new Dictionary<string, Tensor> { ["x"] = new(new Shape(2), [1f, -1f]) }, (node, value) => seen.Add($"{node.Id}: {string.Join(", ", value.Floats)}"));
        Assert.Equal([$"{x}: 1, -1", $"{product}: -2, 3", $"{sum}: -1, 2"], seen);
    }

    private static Graph Convolve(TensorType x, TensorType weight, Operator op, bool bias)
    {
        var builder = new GraphBuilder("Net");
        List<int> inputs = [builder.Input("x", x), builder.Parameter("weight", weight)];
        if (bias)
        {
            inputs.Add(builder.Parameter("bias", TensorType.Float(weight.Shape[0])));
        }

        builder.Output("y", builder.Add(op, [.. inputs]));
        return builder.Build();
    }

    private static void HoldToReference(Graph graph)
    {
        var random = new Random(1);
        Dictionary<string, Tensor> parameters = graph.Select<Operators.Parameter>().ToDictionary(p => p.Operator.Path, p => Draw(random, p.Node.Type.Shape));
        Dictionary<string, Tensor> inputs = graph.Select<Operators.Input>().ToDictionary(p => p.Operator.InputName, p => Draw(random, p.Node.Type.Shape));
        float[] expected = GraphInterpreter.Run(graph, inputs, parameters)[0].Floats;
        float[]? actual = null;
        new GraphEvaluator(graph, path => parameters[path]).Run(inputs, (_, value) => actual = value.Floats);
        Assert.Equal(expected.Length, actual!.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-4f);
        }
    }

    private static Tensor Draw(Random random, Shape shape) => new(shape, [.. Enumerable.Range(0, shape.ElementCount).Select(_ => (random.NextSingle() * 2) - 1)]);
}
