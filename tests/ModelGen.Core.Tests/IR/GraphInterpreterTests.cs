using System;
using System.Collections.Generic;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Core.Tests.IR;

public class GraphInterpreterTests
{
    private static readonly TensorType Pair = TensorType.Float(2);

    [Fact]
    public void Outputs_come_in_order_and_values_are_shared()
    {
        var builder = new GraphBuilder("N");
        int x = builder.Input("x", Pair), w = builder.Parameter("w", Pair);
        int sum = builder.Add(new Add(), x, w);
        builder.Output("product", builder.Add(new Mul(), sum, sum));
        builder.Output("sum", sum);
        IReadOnlyList<Tensor> results = GraphInterpreter.Run(builder.Build(), Named("x", 1, 2), Named("w", 10, 20));
        Assert.Equal([121, 484], results[0].Floats);
        Assert.Equal([11, 22], results[1].Floats);
    }

    [Fact]
    public void What_is_not_needed_is_not_evaluated()
    {
        var builder = new GraphBuilder("N");
        int x = builder.Input("x", Pair), w = builder.Parameter("w", Pair);
        int root = builder.Add(new Sqrt(), w);
        builder.Output("y", builder.Add(new Add(), x, root));
        IReadOnlyList<Tensor> results = GraphInterpreter.Evaluate(builder.Build(), [root, root, w], _ => null, _ => new Tensor(new Shape(2), [4f, 9f]));
        Assert.Equal([2, 3], results[0].Floats);
        Assert.Same(results[0], results[1]);
        Assert.Equal([4, 9], results[2].Floats);
    }

    [Fact]
    public void A_missing_or_misshapen_tensor_is_named()
    {
        var builder = new GraphBuilder("N");
        int x = builder.Input("x", Pair);
        builder.Output("y", builder.Add(new Add(), x, builder.Parameter("conv.w", Pair)));
        Graph graph = builder.Build();
        Assert.Equal("The value of parameter 'conv.w' is not given.", Assert.Throws<ArgumentException>(() => GraphInterpreter.Run(graph, Named("x", 1, 2), Named("w", 1))).Message);
        Assert.Equal("The input 'x' is f32[2], but its value is f32[3].", Assert.Throws<ArgumentException>(() => GraphInterpreter.Run(graph, Named("x", 1, 2, 3), Named("conv.w", 1, 2))).Message);
    }

    [Fact]
    public void The_builder_refuses_what_the_shape_rule_refuses()
    {
        var builder = new GraphBuilder("N");
        int x = builder.Input("x", Pair);
        Assert.StartsWith("Softmax: axis 1 is not one of the 1 axes of [2].", Assert.Throws<ArgumentException>(() => builder.Add(new Softmax(1), x)).Message);
    }

    [Fact]
    public void The_builder_continues_a_graph_with_new_ids()
    {
        var builder = new GraphBuilder(new Graph("N", new[] { new Node(7, new Input("x", Pair), EquatableArray<int>.Empty, Pair, "") }, new[] { new GraphOutput("y", 7) }));
        Assert.Equal(8, builder.Add(new Relu(), 7));
        Assert.Empty(GraphVerifier.Verify(builder.Build()));
    }

    private static Dictionary<string, Tensor> Named(string name, params float[] values) => new() { [name] = new Tensor(new Shape(values.Length), values) };
}
