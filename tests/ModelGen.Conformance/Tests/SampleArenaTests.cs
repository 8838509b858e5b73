using System;
using System.Linq;
using System.Reflection;
using Digits;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Planning;
using ModelGen.IR;
using Zoo;

namespace ModelGen.Conformance.Tests;

/// <summary>The arenas of the sample models, as the build planned them.</summary>
public class SampleArenaTests
{
    private static readonly Assembly[] Samples = [typeof(DigitClassifier).Assembly, typeof(ResNet8).Assembly];

    public static TheoryData<string> Models() => [.. Samples.SelectMany(a => a.GetTypes()).Where(IsModel).Select(t => t.FullName!).Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_sample_has_models() => Assert.All(Samples, a => Assert.Contains(a.GetTypes(), IsModel));

    /// <summary>No arena can be shorter than the most that is alive at one time.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void The_arena_is_at_most_a_tenth_over_the_lower_bound(string model)
    {
        Type type = Samples.Select(a => a.GetType(model)).Single(t => t is not null)!;
        var info = (ModelInfo)type.GetProperty("Info")!.GetValue(null)!;
        Graph graph = info.Calibration is { } profile
            ? ModelGen.Compiler.Pipeline.RunQuantized(info.Graph, profile, info.FloatScopes).Graph
            : ModelGen.Compiler.Pipeline.Run(info.Graph).Graph;
        MemoryPlan plan = MemoryPlanner.Plan(graph, new CpuPlanningRules(graph));
        Assert.Equal(info.ArenaBytes, sizeof(float) * (long)plan.ArenaLength);
        Assert.True(plan.ArenaLength <= 1.1 * plan.LowerBound, $"{plan.ArenaLength} elements are more than 1.1 × {plan.LowerBound}.");
    }

    private static bool IsModel(Type type) => type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IModel<>));
}
