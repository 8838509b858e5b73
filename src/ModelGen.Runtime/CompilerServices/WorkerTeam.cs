using System;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace ModelGen.CompilerServices;

/// <summary>
/// The threads that share the steps of one context. A step's units are cut into one contiguous range for each thread, the same at every
/// run; the calling thread takes the first. Between steps workers spin for a short while, then they block. Nothing is allocated for a step.
/// </summary>
internal sealed class WorkerTeam : IDisposable
{
    private readonly State state;

    /// <summary>Starts <paramref name="threads"/> − 1 workers.</summary>
    public WorkerTeam(int threads)
    {
        state = new State(threads);
        for (int i = 1; i < threads; i++)
        {
            int index = i;
            State shared = state;
            new Thread(() => shared.Work(index)) { IsBackground = true, Name = "ModelGen worker" }.Start();
        }
    }

    /// <summary>Ends the workers of a team that was not disposed: they hold its state only.</summary>
    ~WorkerTeam() => state.Stop();

    /// <summary>Runs every unit of a step and returns when all are done.</summary>
    /// <remarks>An exception of a unit is thrown here once every thread has finished its range; of several, the caller's or else the first.</remarks>
    public void Run(ModelContext context, UnitAction action, int units) => state.Run(context, action, units);

    /// <summary>Ends the workers.</summary>
    public void Dispose()
    {
        state.Stop();
        GC.SuppressFinalize(this);
    }

    /// <summary>What workers and callers share.</summary>
    private sealed class State(int threads)
    {
        /// <summary>About 30 µs: longer than the serial steps between two shared ones take, short enough not to burn an idle core.</summary>
        private const int SpinRounds = 1000, SpinIterations = 20;

        private readonly Lock gate = new();
        private readonly SemaphoreSlim wake = new(0);
        private ModelContext? context;
        private UnitAction? action;
        private ExceptionDispatchInfo? failure;
        private int units;
        private int round;
        private int pending;
        private int sleeping;
        private bool stopped;

        public void Run(ModelContext runContext, UnitAction runAction, int runUnits)
        {
            context = runContext;
            action = runAction;
            units = runUnits;
            pending = threads - 1;
            Interlocked.Increment(ref round);
            WakeSleepers();
            try
            {
                runAction(runContext, 0, Boundary(1));
            }
            finally
            {
                var spin = default(SpinWait);
                while (Volatile.Read(ref pending) > 0)
                {
                    spin.SpinOnce(sleep1Threshold: -1);
                }

                context = null;
                action = null;
            }

            if (failure is { } thrown)
            {
                failure = null;
                thrown.Throw();
            }
        }

        public void Stop()
        {
            Volatile.Write(ref stopped, true);
            Interlocked.Increment(ref round);
            WakeSleepers();
        }

        public void Work(int index)
        {
            int seen = 0;
            while (true)
            {
                Await(seen);
                seen++;
                if (Volatile.Read(ref stopped))
                {
                    return;
                }

                try
                {
                    int begin = Boundary(index), end = Boundary(index + 1);
                    if (begin < end)
                    {
                        action!(context!, begin, end);
                    }
                }
                catch (Exception exception)
                {
                    Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(exception), null);
                }

                Interlocked.Decrement(ref pending);
            }
        }

        private int Boundary(int index) => (int)((long)units * index / threads);

        private void WakeSleepers()
        {
            if (Volatile.Read(ref sleeping) > 0)
            {
                lock (gate)
                {
                    if (sleeping > 0)
                    {
                        wake.Release(sleeping);
                        sleeping = 0;
                    }
                }
            }
        }

        private void Await(int seen)
        {
            while (true)
            {
                for (int i = 0; i < SpinRounds; i++)
                {
                    if (Volatile.Read(ref round) != seen)
                    {
                        return;
                    }

                    Thread.SpinWait(SpinIterations);
                }

                lock (gate)
                {
                    sleeping++;
                }

                // The caller raises the round before it looks for sleepers, a worker counts itself before it looks at the round: one sees the other.
                Interlocked.MemoryBarrier();
                if (Volatile.Read(ref round) == seen || !StopSleeping())
                {
                    wake.Wait();
                }
            }
        }

        private bool StopSleeping()
        {
            lock (gate)
            {
                if (sleeping == 0)
                {
                    return false;
                }

                sleeping--;
                return true;
            }
        }
    }
}
