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
    private readonly Thread[] workers;

    /// <summary>Starts <paramref name="threads"/> − 1 workers.</summary>
    public WorkerTeam(int threads)
    {
        state = new State(threads);
        workers = new Thread[threads - 1];
        for (int i = 0; i < workers.Length; i++)
        {
            int index = i + 1;
            State shared = state;
            workers[i] = new Thread(() => shared.Work(index)) { IsBackground = true, Name = "ModelGen worker" };
            workers[i].Start();
        }
    }

    /// <summary>Ends the workers of a team that was not disposed: they hold its state only.</summary>
    ~WorkerTeam() => state.Stop();

    /// <summary>Runs every unit of a step and returns when all are done.</summary>
    /// <remarks>An exception of a unit is thrown here once every thread has finished its range; of several, the caller's or else the first.</remarks>
    public void Run(ModelContext context, UnitAction action, int units) => state.Run(context, action, units);

    /// <summary>Ends the workers and returns when they have ended.</summary>
    public void Dispose()
    {
        state.Stop();
        foreach (Thread worker in workers)
        {
            worker.Join();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>What workers and callers share.</summary>
    private sealed class State(int threads)
    {
        /// <summary>About 1 ms: longer than the serial steps between two shared ones take, short enough not to burn an idle core.</summary>
        private const int SpinRounds = 16_000;

        /// <summary>Rounds after which a spinning thread lets another one have its core.</summary>
        private const int RoundsPerYield = 512;

        /// <summary>A worker that shares a core with others of its team would only keep them from their work by spinning.</summary>
        private readonly int spinRounds = threads <= Environment.ProcessorCount ? SpinRounds : 0;

        private readonly Bed[] beds = CreateBeds(threads);

        /// <summary>The processors that the threads were last seen on, the caller's first.</summary>
        private readonly int[] processors = CreateProcessors(threads);
        private ModelContext? context;
        private UnitAction? action;
        private ExceptionDispatchInfo? failure;
        private int units;
        private int round;
        private int pending;
        private bool stopped;

        public void Run(ModelContext runContext, UnitAction runAction, int runUnits)
        {
            context = runContext;
            action = runAction;
            units = runUnits;
            failure = null;
            pending = threads - 1;
            Note(0, Processors.Current);
            Interlocked.Increment(ref round);
            WakeSleepers();
            try
            {
                runAction(runContext, 0, Boundary(1));
            }
            finally
            {
                for (int i = 1; Volatile.Read(ref pending) > 0; i++)
                {
                    Pause(i);
                }

                context = null;
                action = null;
            }

            failure?.Throw();
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
                Await(seen, beds[index]);
                seen++;
                if (Volatile.Read(ref stopped))
                {
                    return;
                }

                KeepApart(index);
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

        /// <summary>Waits as short as can be: steps take a few microseconds.</summary>
        private void Pause(int i)
        {
            if (spinRounds == 0 || i % RoundsPerYield == 0)
            {
                Thread.Yield();
            }
            else
            {
                Thread.SpinWait(1);
            }
        }

        private int Boundary(int index) => (int)((long)units * index / threads);

        /// <summary>
        /// Moves a worker off the processor of a thread before it. Systems wake a thread on its waker's processor, and leave the two there for
        /// longer than a network runs, one working while the other waits.
        /// </summary>
        private void KeepApart(int index)
        {
            int processor = Processors.Current;
            ReadOnlySpan<int> others = processors.AsSpan(0, index);
            if (processor != Processors.Unknown && spinRounds > 0 && others.Contains(processor))
            {
                Processors.Leave(others);
                processor = Processors.Current;
            }

            Note(index, processor);
        }

        /// <summary>The array is shared: who writes what is there already takes the cache line from the others for nothing.</summary>
        private void Note(int index, int processor)
        {
            if (processors[index] != processor)
            {
                processors[index] = processor;
            }
        }

        private static int[] CreateProcessors(int count)
        {
            int[] unknown = new int[count];
            Array.Fill(unknown, Processors.Unknown);
            return unknown;
        }

        private static Bed[] CreateBeds(int count)
        {
            var beds = new Bed[count];
            for (int i = 0; i < count; i++)
            {
                beds[i] = new Bed();
            }

            return beds;
        }

        private void WakeSleepers()
        {
            foreach (Bed bed in beds)
            {
                bed.Wake();
            }
        }

        private void Await(int seen, Bed bed)
        {
            for (int i = 1; i <= spinRounds; i++)
            {
                if (Volatile.Read(ref round) != seen)
                {
                    return;
                }

                Pause(i);
            }

            // A caller that is still waking for the last round may wake a worker that has finished it, so the round counts, not the signal.
            while (Volatile.Read(ref round) == seen)
            {
                // The caller raises the round before it looks into the beds, a worker lies down before it looks at the round: one sees the other.
                bed.LieDown();
                if (Volatile.Read(ref round) == seen || !bed.GetUp())
                {
                    bed.Sleep();
                }
            }
        }
    }

    /// <summary>Where one worker blocks. Whoever clears the flag decides: the worker, and it does not block, or a waker, which releases it.</summary>
    private sealed class Bed
    {
        private readonly SemaphoreSlim signal = new(0);
        private int occupied;

        public void LieDown() => Interlocked.Exchange(ref occupied, 1);

        public bool GetUp() => Interlocked.Exchange(ref occupied, 0) == 1;

        public void Sleep() => signal.Wait();

        public void Wake()
        {
            if (Volatile.Read(ref occupied) == 1 && GetUp())
            {
                signal.Release();
            }
        }
    }
}
