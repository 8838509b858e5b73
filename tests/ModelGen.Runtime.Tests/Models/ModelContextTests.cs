using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

namespace ModelGen.Runtime.Tests.Models;

public sealed class ModelContextTests
{
    private readonly object model = new();

    [Fact]
    public void A_second_call_is_refused_until_the_first_ends()
    {
        using var context = new ModelContext(model, 16);
        context.Enter(model);
        Assert.Contains("in use by another call", Assert.Throws<InvalidOperationException>(() => context.Enter(model)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(context.Dispose);
        context.Exit();
        context.Enter(model);
        context.Exit();
    }

    [Fact]
    public void Of_many_threads_one_at_a_time_gets_in()
    {
        using var context = new ModelContext(model, 16);
        int inside = 0, most = 0, entered = 0;
        Parallel.For(0, 20_000, _ =>
        {
            try
            {
                context.Enter(model);
            }
            catch (InvalidOperationException)
            {
                return;
            }

            most = Math.Max(most, Interlocked.Increment(ref inside));
            entered++;
            Interlocked.Decrement(ref inside);
            context.Exit();
        });
        Assert.Equal(1, most);
        Assert.InRange(entered, 1, 20_000);
    }

    [Fact]
    public void The_context_of_another_model_is_refused()
    {
        using var context = new ModelContext(model, 16);
        Assert.Contains("another Object", Assert.Throws<InvalidOperationException>(() => context.Enter(new object())).Message, StringComparison.Ordinal);
        context.Enter(model);
        context.Exit();
    }

    [Fact]
    public void A_disposed_context_is_refused()
    {
        var context = new ModelContext(model, 16);
        context.Dispose();
        context.Dispose();
        Assert.Contains("disposed", Assert.Throws<InvalidOperationException>(() => context.Enter(model)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(100_000)]
    public unsafe void The_arena_is_aligned_zeroed_and_stays_in_place(int length)
    {
        for (int i = 0; i < 20; i++)
        {
            using var context = new ModelContext(model, length);
            void* before = Unsafe.AsPointer(ref context.Arena(0));
            Assert.Equal(0, (long)before % 64);
            Assert.All(MemoryMarshal.CreateSpan(ref context.Arena(0), length).ToArray(), v => Assert.Equal(0, v));
            GC.Collect();
            Assert.True(before == Unsafe.AsPointer(ref context.Arena(0)));
            Assert.InRange(context.ArenaBytes, 4L * length, (4L * length) + 64);
        }
    }

    [Fact]
    public void Entering_and_leaving_allocates_nothing()
    {
        using var context = new ModelContext(model, 16);
        context.Enter(model);
        context.Exit();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            context.Enter(model);
            context.Arena(3) = i;
            context.Exit();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
