using System;
using System.Linq;
using System.Threading;
using ModelGen.CompilerServices;

namespace ModelGen.Runtime.Tests.CompilerServices;

public sealed class WorkerTeamTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(16)]
    public void Every_unit_of_thousands_of_small_steps_runs_once(int threads)
    {
        using var team = new WorkerTeam(threads);
        using var context = new ModelContext(this, 64);
        UnitAction count = static (c, begin, end) =>
        {
            for (int unit = begin; unit < end; unit++)
            {
                c.Arena(unit)++;
            }
        };
        for (int step = 0; step < 5000; step++)
        {
            team.Run(context, count, 1 + (step % 64));
        }

        for (int unit = 0; unit < 64; unit++)
        {
            Assert.Equal(Enumerable.Range(0, 5000).Count(step => step % 64 >= unit), context.Arena(unit));
        }
    }

    [Fact]
    public void Workers_that_fell_asleep_are_woken()
    {
        using var team = new WorkerTeam(3);
        using var context = new ModelContext(this, 16);
        for (int step = 0; step < 5; step++)
        {
            Thread.Sleep(20);
            team.Run(context, static (c, begin, end) => c.Arena(begin)++, 3);
        }

        Assert.Equal([5f, 5f, 5f], new[] { context.Arena(0), context.Arena(1), context.Arena(2) });
    }

    [Fact]
    public void An_exception_of_any_thread_reaches_the_caller_and_leaves_the_team_sound()
    {
        using var team = new WorkerTeam(3);
        using var context = new ModelContext(this, 16);
        for (int guilty = 0; guilty < 3; guilty++)
        {
            int unit = guilty;
            var thrown = Assert.Throws<InvalidOperationException>(() => team.Run(context, (_, begin, _) => Fail(begin == unit, unit), 3));
            Assert.Equal($"unit {guilty}", thrown.Message);
        }

        Assert.Throws<InvalidOperationException>(() => team.Run(context, static (_, begin, _) => Fail(true, begin), 3));
        team.Run(context, static (c, begin, end) => c.Arena(begin) = 1, 3);
        Assert.Equal(1, context.Arena(2));
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        using var team = new WorkerTeam(2);
        using var context = new ModelContext(this, 16);
        UnitAction action = static (c, begin, end) => c.Arena(begin)++;
        for (int step = 0; step < 100; step++)
        {
            team.Run(context, action, 2);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 0; step < 1000; step++)
        {
            team.Run(context, action, 2);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Disposal_ends_the_threads()
    {
        Thread? worker = null;
        using (var context = new ModelContext(this, 16))
        {
            using var team = new WorkerTeam(2);
            team.Run(
                context,
                (_, begin, _) =>
                {
                    if (begin == 1)
                    {
                        worker = Thread.CurrentThread;
                    }
                },
                2);
            Assert.True(worker!.IsAlive);
        }

        Assert.False(worker.IsAlive);
    }

    private static void Fail(bool fail, int unit)
    {
        if (fail)
        {
            throw new InvalidOperationException($"unit {unit}");
        }
    }
}
