using System.Collections.Generic;
using System.Linq;
using CsCheck;
using ModelGen.Compiler.Tests.Support;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.IR.Text;
using ModelGen.Tests;

namespace ModelGen.Compiler.Tests.Passes;

public class PipelinePropertyTests
{
    [Fact]
    public void EveryPassKeepsWhatARandomGraphComputes() =>
        Gen.Select(Gen.Int, Gen.Int[2, 24]).Check(
            400,
            (seed, size) =>
            {
                Graph graph = RandomGraph.Create(seed, size);
                IReadOnlyList<Tensor> expected = GraphValues.Run(graph, seed);
                PipelineResult result = Pipeline.Run(graph, new PipelineOptions
                {
                    AfterPass = (pass, rewritten) => GraphValues.AssertSame(expected, GraphValues.Run(rewritten, seed), $"after {pass}:\n{GraphPrinter.Print(graph)}"),
                });
                Assert.True(result.Succeeded, string.Join("\n", result.Failures) + "\n" + GraphPrinter.Print(graph));
                Assert.Equal(graph.Select<Input>().Select(i => i.Operator), result.Graph.Select<Input>().Select(i => i.Operator));
            });

    [Fact]
    public void StoppingAfterAnyNumberOfRewritesLeavesASoundGraphThatComputesTheSame() =>
        Gen.Select(Gen.Int, Gen.Int[2, 12]).Check(
            15,
            (seed, size) =>
            {
                Graph graph = RandomGraph.Create(seed, size);
                int rewrites = Pipeline.Run(graph).Rewrites;
                for (int stop = 0; stop <= rewrites; stop++)
                {
                    PipelineResult result = Pipeline.Run(graph, new PipelineOptions { StopAfter = stop });
                    Assert.True(result.Succeeded, $"after {stop} rewrites: {string.Join("\n", result.Failures)}");
                    Assert.Equal(stop, result.Rewrites);
                    GraphValues.AssertSame(graph, result.Graph, seed, $"after {stop} rewrites");
                }
            });

    [Fact]
    public void ASecondRunFindsNothingToDo() => Gen.Select(Gen.Int, Gen.Int[2, 24]).Check(100, AssertSettled);

    [Fact]
    public void ScalesFoldedIntoReshapedWeightsLeaveNoChainOfReshapes() => AssertSettled(288, 24);

    [Fact]
    public void AShiftThatWasReshapedForATransposeIsAddedToTheBiasAsItWas() => AssertSettled(7351, 14);

    [Fact]
    public void AReshapeThatLosesItsOtherReaderSinksBelowAnActivation() => AssertSettled(8700, 11);

    [Fact]
    public void APadWhoseScaleWasFoldedBecomesPadding() => AssertSettled(16062, 23);

    [Fact]
    public void ClampsThatMeetWhenAReshapeSinksBelowOneAreOne() => AssertSettled(18147, 22);

    [Fact]
    public void TheOptimisedGraphIsRestoredFromItsText() =>
        Gen.Select(Gen.Int, Gen.Int[2, 24]).Check(
            100,
            (seed, size) =>
            {
                Graph graph = Pipeline.Run(RandomGraph.Create(seed, size)).Graph;
                Assert.Equal(graph, GraphParser.Parse(GraphPrinter.Print(graph)));
            });

    private static void AssertSettled(int seed, int size)
    {
        Graph once = Pipeline.Run(RandomGraph.Create(seed, size)).Graph;
        Assert.Equal(GraphPrinter.Print(once), GraphPrinter.Print(Pipeline.Run(once).Graph));
    }
}
