using System;
using ModelGen.CompilerServices;

namespace ModelGen.Runtime.Tests.CompilerServices;

/// <summary>What the workers themselves allocate. It is counted in the whole process, so nothing else runs meanwhile.</summary>
[Collection(nameof(WorkerAllocationTests))]
public sealed class WorkerAllocationTests
{
    private const int Steps = 50, Attempts = 1000;

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Steps_allocate_nothing_on_any_thread(int threads)
    {
        using var team = new WorkerTeam(threads);
        using var context = new ModelContext(this, 16);
        UnitAction action = static (c, begin, end) => c.Arena(begin)++;
        Run(team, context, action, threads);

        // The test's host reports now and then, on threads of its own; what the steps allocated would be seen every time. Few steps, so that some pass between reports on a busy machine too.
        long least = long.MaxValue;
        for (int attempt = 0; attempt < Attempts && least > 0; attempt++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            Run(team, context, action, threads);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        Assert.Equal(0, least);
    }

    private static void Run(WorkerTeam team, ModelContext context, UnitAction action, int units)
    {
        for (int step = 0; step < Steps; step++)
        {
            team.Run(context, action, units);
        }
    }

    /// <summary>Apart from all other tests.</summary>
    [CollectionDefinition(nameof(WorkerAllocationTests), DisableParallelization = true)]
    public sealed class Alone;
}
