using System.Linq;
using CsCheck;
using ModelGen.Compiler.Planning;
using ModelGen.Compiler.Tests.Support;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Tests;

namespace ModelGen.Compiler.Tests.Planning;

public class MemoryPlannerTests
{
    private readonly Net net = new();

    [Fact]
    public void ValuesLieUndisturbedWhereThePlanSays() =>
        Gen.Select(Gen.Int, Gen.Int[2, 24], Gen.Bool, Gen.Bool).Check(
            150,
            (seed, size, optimise, scratch) =>
            {
                Graph graph = RandomGraph.Create(seed, size);
                graph = optimise ? Pipeline.Run(graph).Graph : graph;
                MemoryPlan plan = MemoryPlanner.Plan(graph, scratch ? new ScratchRules() : null);
                AssertSound(plan);
                var simulator = new ArenaSimulator(graph, plan);
                GraphValues.AssertSame(
                    GraphValues.Run(graph, seed),
                    simulator.Run(name => GraphValues.Input(graph, name, seed), path => GraphValues.Parameter(graph, path, seed)),
                    plan.ToString());
            });

    [Fact]
    public void AResidualIsOverwrittenByTheConvolutionThatAddsIt()
    {
        int x = net.Input("x", 1, 8, 8, 16), body = net.Conv(net.Conv(x, "w", 16, 3, pads: 1), "v", 16, 3, pads: 1);
        Graph graph = Pipeline.Run(net.Build(net.Conv(net.Add(new Add(), body, x), "u", 4, 3, pads: 1))).Graph;
        ValuePlacement sum = MemoryPlanner.Plan(graph).Values.Single(v => graph.ById()[v.Node].Operator is Fused);
        Assert.Equal((BufferSharing.InPlace, x), (sum.Sharing, sum.Of));
    }

    [Fact]
    public void WhatAConvolutionReadsThroughItsWindowIsNotOverwritten()
    {
        int x = net.Input("x", 1, 8, 8, 16);
        AssertAllOwn(net.Build(net.Conv(x, "w", 16)));
    }

    [Fact]
    public void AValueThatIsReadLaterOrIsAResultIsNotOverwritten()
    {
        int x = net.Input("x", 1, 8), a = net.Add(new Relu(), x), b = net.Add(new Softmax(1), a);
        Graph graph = net.Build(b, net.Add(new Tanh(), a), a);
        MemoryPlan plan = MemoryPlanner.Plan(graph);
        Assert.Equal(BufferSharing.InPlace, plan.Find(a)!.Value.Sharing);
        Assert.Equal(3, plan.Buffers.Count);
    }

    [Fact]
    public void AnOperandThatIsAlsoReadAtOtherPositionsIsNotOverwritten()
    {
        int x = net.Input("x", 4), a = net.Add(new Softmax(0), x);
        int column = net.Add(new Reshape(new Shape(1, 4)), a), row = net.Add(new Reshape(new Shape(4, 1)), a);
        MemoryPlan plan = MemoryPlanner.Plan(net.Build(net.Add(new Sub(), column, row)));
        Assert.Equal(BufferSharing.Own, plan.Values.Last().Sharing);
    }

    [Fact]
    public void AReshapeIsAViewUnlessTheImageLiesInAHalo()
    {
        int x = net.Input("x", 1, 4, 4, 2), flat = net.Add(new Reshape(new Shape(1, 32)), x);
        Assert.Equal(BufferSharing.View, MemoryPlanner.Plan(net.Build(flat)).Find(flat)!.Value.Sharing);
        MemoryPlan padded = MemoryPlanner.Plan(net.Build(net.Conv(x, "w", 2, 3, pads: 1)));
        Assert.Equal(BufferSharing.Own, padded.Find(flat)!.Value.Sharing);
        Assert.Equal(new Pads(1, 1, 1, 1), padded.Find(x)!.Value.Layout.Halo);
    }

    [Fact]
    public void TheHaloIsTheWidestThatAnyReaderWants()
    {
        int x = net.Input("x", 1, 8, 8, 2);
        int first = net.Add(new IR.Operators.Conv2D(1, 1, new Pads(0, 2, 1, 0), 1), x, net.Parameter("a", 1, 2, 3, 3));
        int second = net.Add(new IR.Operators.Conv2D(1, 1, new Pads(1, 1, 0, 0), 1), x, net.Parameter("b", 1, 2, 3, 3));
        Assert.Equal(new Pads(1, 2, 1, 0), MemoryPlanner.Plan(net.Build(first, second)).Find(x)!.Value.Layout.Halo);
    }

    [Fact]
    public void ConstantsHaveNoPlace()
    {
        int c = net.Add(new Abs(), net.Parameter("c", 4)), y = net.Add(new Add(), net.Input("x", 4), c);
        Assert.Null(MemoryPlanner.Plan(net.Build(y)).Find(c));
    }

    [Fact]
    public void ThePlanOfASmallNetAsText()
    {
        int x = net.Input("x", 1, 4, 4, 1), conv = net.Conv(x, "w", 4, 3, pads: 1);
        int relu = net.Add(new Relu(), conv), flat = net.Add(new Reshape(new Shape(1, 64)), relu);
        int y = net.Add(new IR.Operators.Dense(), flat, net.Parameter("d", 10, 64));
        Assert.Equal(
            """
            arena 112 (lower bound 112)
            buffer 0: 64 + 48, steps -1 to 2
            buffer 1: 0 + 64, steps 2 to 6
            buffer 2: 64 + 16, steps 6 to 7
            %0: buffer 0, f32[1, 4, 4, 1] halo (1, 1, 1, 1)
            %2: buffer 1, f32[1, 4, 4, 4]
            %3: buffer 1, f32[1, 4, 4, 4], in place of %2
            %4: buffer 1, f32[1, 64], a view of %3
            %6: buffer 2, f32[1, 10]

            """,
            MemoryPlanner.Plan(net.Build(y)).ToString());
    }

    [Theory]
    [InlineData(2, 2, false)]
    [InlineData(3, 4, true)]
    [InlineData(4, 3, true)]
    public void TheArenaOfResidualNetsIsCloseToTheLowerBound(int stages, int blocks, bool bottleneck)
    {
        int x = net.Add(new MaxPool(3, 2, 1, new Pads(1, 1, 1, 1)), Unit(net.Input("x", 1, 64, 64, 3), "stem", 16, 7, 2));
        for (int stage = 0; stage < stages; stage++)
        {
            for (int block = 0; block < blocks; block++)
            {
                x = Block(x, $"s{stage}b{block}", 16 << stage, block == 0 && stage > 0 ? 2 : 1, bottleneck);
            }
        }

        AssertCloseToBound(net.Build(net.Add(new GlobalAveragePool(), x)));
    }

    [Fact]
    public void TheArenaOfANetWithLongSkipsIsCloseToTheLowerBound()
    {
        int x = Unit(net.Input("x", 1, 32, 32, 3), "in", 8, 3, 1), a = Unit(x, "a", 16, 3, 2), b = Unit(a, "b", 32, 3, 2), c = Unit(b, "c", 64, 3, 2);
        int up = net.Add(new Resize(8, 8, ResizeMode.Nearest, ResizeCoordinates.HalfPixel), c), join = Unit(net.Add(new Concat(3), up, b), "d", 32, 3, 1);
        up = net.Add(new Resize(16, 16, ResizeMode.Nearest, ResizeCoordinates.HalfPixel), join);
        join = Unit(net.Add(new Concat(3), up, a), "e", 16, 3, 1);
        up = net.Add(new Resize(32, 32, ResizeMode.Nearest, ResizeCoordinates.HalfPixel), join);
        AssertCloseToBound(net.Build(Unit(net.Add(new Concat(3), up, x), "f", 4, 3, 1), c));
    }

    private static void AssertCloseToBound(Graph graph)
    {
        MemoryPlan plan = MemoryPlanner.Plan(Pipeline.Run(graph).Graph);
        AssertSound(plan);
        Assert.True(plan.ArenaLength <= 1.1 * plan.LowerBound, $"{plan.ArenaLength} is more than 1.1 × {plan.LowerBound}.");
    }

    private static void AssertSound(MemoryPlan plan)
    {
        Assert.True(plan.ArenaLength >= plan.LowerBound);
        for (int i = 0; i < plan.Buffers.Count; i++)
        {
            BufferPlacement a = plan.Buffers[i];
            Assert.True(a.Offset % MemoryPlan.Alignment == 0 && a.Offset + a.Length <= plan.ArenaLength);
            for (int j = 0; j < i; j++)
            {
                BufferPlacement b = plan.Buffers[j];
                bool meet = a.First <= b.Last && b.First <= a.Last, overlap = a.Offset < b.Offset + b.Length && b.Offset < a.Offset + a.Length;
                Assert.False(meet && overlap, $"buffers {j} and {i} overlap:\n{plan}");
            }
        }

        Assert.All(plan.Values, v => Assert.True(v.Layout.Slots <= plan.Buffers[v.Buffer].Length));
    }

    private static void AssertAllOwn(Graph graph) => Assert.All(MemoryPlanner.Plan(graph).Values, v => Assert.Equal(BufferSharing.Own, v.Sharing));

    private int Unit(int x, string path, int channels, int kernel, int stride) =>
        net.Add(new Relu(), net.BatchNorm(net.Conv(x, path, channels, kernel, stride, kernel / 2), path));

    private int Block(int x, string path, int channels, int stride, bool bottleneck)
    {
        int body = bottleneck ? Unit(x, path + ".0", channels, 1, 1) : x;
        body = Unit(body, path + ".1", channels, 3, stride);
        int outputs = bottleneck ? channels * 4 : channels;
        body = net.BatchNorm(net.Conv(body, path + ".2", outputs, bottleneck ? 1 : 3, pads: bottleneck ? 0 : 1), path + ".2");
        int shortcut = net.Shape(x)[3] == outputs && stride == 1 ? x : net.BatchNorm(net.Conv(x, path + ".3", outputs, 1, stride), path + ".3");
        return net.Add(new Relu(), net.Add(new Add(), body, shortcut));
    }

    private sealed class ScratchRules : PlanningRules
    {
        public override int Scratch(Node node) => node.Operator is Softmax or MatMul ? 33 : 0;
    }
}
