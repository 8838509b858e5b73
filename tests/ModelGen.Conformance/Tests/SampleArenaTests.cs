using ModelGen.Compiler;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Planning;
using ModelGen.Conformance.Harness;
using ModelGen.IR;

namespace ModelGen.Conformance.Tests;

/// <summary>The arenas of the sample models, as the build planned them.</summary>
public class SampleArenaTests : ISampleTest
{
    /// <summary>No arena can be shorter than the most that is alive at one time.</summary>
    [Theory]
    [MemberData(nameof(SampleModels.All), MemberType = typeof(SampleModels))]
    public void The_arena_is_at_most_a_tenth_over_the_lower_bound(string model) => SampleModels.Check(model, this);

    void ISampleTest.Check<TModel>(ModelWeights weights)
    {
        ModelInfo info = TModel.Info;
        Graph graph = (info.Calibration is { } profile ? Pipeline.RunQuantized(info.Graph, profile, info.FloatScopes) : Pipeline.Run(info.Graph)).Graph;
        MemoryPlan plan = MemoryPlanner.Plan(graph, new CpuPlanningRules(graph));
        Assert.Equal(info.ArenaBytes, sizeof(float) * (long)plan.ArenaLength);
        Assert.True(plan.ArenaLength <= 1.1 * plan.LowerBound, $"{plan.ArenaLength} elements are more than 1.1 × {plan.LowerBound}.");
    }
}
