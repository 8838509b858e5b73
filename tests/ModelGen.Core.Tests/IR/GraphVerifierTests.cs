using System;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Tests;

namespace ModelGen.Core.Tests.IR;

public class GraphVerifierTests
{
    private static readonly TensorType Type = TensorType.Float(1, 4);
    private static readonly Node X = new(0, new Input("x", Type), EquatableArray<int>.Empty, Type, "");

    [Fact]
    public void Random_graphs_are_sound() =>
        RandomGraphs.Gen.Check(300, graph => Assert.Empty(GraphVerifier.Verify(graph)));

    [Fact]
    public void A_taken_id_is_a_violation() => Expect("the id is taken by an earlier node", [X, Relu(0, 0)], 0);

    [Fact]
    public void A_negative_id_is_a_violation() => Expect("the id is negative", [X, Relu(-1, 0)], 0);

    [Fact]
    public void A_missing_input_is_a_violation() => Expect("the input %7 does not exist", [X, Relu(1, 7)], 1);

    [Fact]
    public void A_later_input_is_a_violation() => Expect("the input %2 comes later", [X, Relu(1, 2), Relu(2, 0)], 1);

    [Fact]
    public void A_node_that_takes_itself_is_a_violation() => Expect("the input %1 comes later", [X, Relu(1, 1)], 1);

    [Fact]
    public void A_refused_input_is_a_violation() =>
        Expect("takes 1 input, but got 2", [X, new Node(1, new Relu(), new[] { 0, 0 }, Type, "")], 1);

    [Fact]
    public void A_wrong_type_is_a_violation() =>
        Expect("the shape rule yields f32[1, 4]", [X, new Node(1, new Relu(), new[] { 0 }, TensorType.Float(4), "")], 1);

    [Fact]
    public void A_missing_output_node_is_a_violation() => Expect("The output 'y' is %9, which does not exist", [X], 9);

    [Fact]
    public void No_output_is_a_violation() => Expect("The graph has no output", new Graph("N", new[] { X }, EquatableArray<GraphOutput>.Empty));

    [Fact]
    public void A_repeated_output_name_is_a_violation() =>
        Expect("The output name 'y' is used 2 times", new Graph("N", new[] { X }, new[] { new GraphOutput("y", 0), new GraphOutput("y", 0) }));

    [Fact]
    public void An_output_without_name_is_a_violation() =>
        Expect("An output has no name", new Graph("N", new[] { X }, new[] { new GraphOutput("", 0) }));

    [Fact]
    public void An_output_that_is_taken_as_bytes_is_in_single_precision()
    {
        Assert.Empty(GraphVerifier.Verify(new Graph("N", new[] { X }, new[] { new GraphOutput("y", 0, ElementType.Int8) })));
        Expect("The output 'y' is f32[1, 4] and cannot be taken as i32: f32 can, as u8 or i8", new Graph("N", new[] { X }, new[] { new GraphOutput("y", 0, ElementType.Int32) }));
        var bytes = new TensorType(ElementType.UInt8, new Shape(4));
        Node input = X with { Operator = new Input("x", bytes), Type = bytes };
        Expect("The output 'y' is u8[4] and cannot be taken as u8", new Graph("N", new[] { input }, new[] { new GraphOutput("y", 0, ElementType.UInt8) }));
    }

    [Fact]
    public void A_repeated_input_name_is_a_violation() => Expect("The input name 'x' is used 2 times", [X, X with { Id = 1 }], 0);

    [Fact]
    public void A_parameter_of_two_types_is_a_violation() =>
        Expect("The parameter 'w' has more than one type: f32[1], f32[2]", [X, Weight(1, "w", 1), Weight(2, "w", 2)], 0);

    [Fact]
    public void A_parameter_may_be_used_twice_with_one_type() =>
        Assert.Empty(GraphVerifier.Verify(new Graph("N", new[] { X, Weight(1, "w", 1), Weight(2, "w", 1) }, new[] { new GraphOutput("y", 0) })));

    [Fact]
    public void A_parameter_without_path_is_a_violation() => Expect("A parameter has no path", [X, Weight(1, "", 1)], 0);

    [Fact]
    public void Check_names_the_culprit()
    {
        var graph = new Graph("Net", new[] { X }, EquatableArray<GraphOutput>.Empty);
        Assert.Contains("'Net' is not sound after pass 'fold'", Assert.Throws<InvalidOperationException>(() => GraphVerifier.Check(graph, "after pass 'fold'")).Message);
    }

    private static Node Relu(int id, int input) => new(id, new Relu(), new[] { input }, Type, "");

    private static Node Weight(int id, string path, int extent) => new(id, new Parameter(path, TensorType.Float(extent)), EquatableArray<int>.Empty, TensorType.Float(extent), "");

    private static void Expect(string violation, Node[] nodes, int output) => Expect(violation, new Graph("N", nodes, new[] { new GraphOutput("y", output) }));

    private static void Expect(string violation, Graph graph) => Assert.Contains(GraphVerifier.Verify(graph), v => v.Contains(violation));
}
