namespace ModelGen.Npu;

/// <summary>What an engine did in a cycle, or why it did nothing.</summary>
public enum NpuCause : byte
{
    /// <summary>Work at full rate. The front end: a dispatch.</summary>
    Work,

    /// <summary>CFG, WAIT or SIG, once it has begun.</summary>
    Control,

    /// <summary>Cycles before the first products or the first request.</summary>
    StartUp,

    /// <summary>The array loads weights or waits for sums to run through it.</summary>
    Fill,

    /// <summary>The first byte is on its way from the external memory that <see cref="NpuCycles.Detail"/> names.</summary>
    ReadLatency,

    /// <summary>The last byte is on its way to the external memory that <see cref="NpuCycles.Detail"/> names.</summary>
    WriteLatency,

    /// <summary>The external memory that <see cref="NpuCycles.Detail"/> names gives or takes no more bytes per cycle.</summary>
    Bandwidth,

    /// <summary>The bank of the scratchpad that <see cref="NpuCycles.Detail"/> names delivers no more bytes per cycle.</summary>
    ReadPort,

    /// <summary>The bank of the scratchpad that <see cref="NpuCycles.Detail"/> names takes no more bytes per cycle.</summary>
    WritePort,

    /// <summary>The decoder makes no more bytes per cycle of a compressed stream.</summary>
    Decoder,

    /// <summary>The one DMA engine serves the other direction.</summary>
    DmaShared,

    /// <summary>The semaphore that <see cref="NpuCycles.Detail"/> names is too low.</summary>
    Semaphore,

    /// <summary>The semaphore that <see cref="NpuCycles.Detail"/> names has no room for what is signalled.</summary>
    SemaphoreFull,

    /// <summary>The queue is empty, and the front end is dispatching.</summary>
    Dispatch,

    /// <summary>The front end waits for room in the queue of the engine that <see cref="NpuCycles.Detail"/> names; the engine's own queue is empty, or it is the front end.</summary>
    QueueFull,

    /// <summary>The front end waits at a FENCE; the engine's own queue is empty, or it is the front end.</summary>
    Fence,

    /// <summary>The program has nothing more for the engine.</summary>
    Finished,
}

/// <summary>Cycles with the same cause.</summary>
/// <param name="Cause">The cause.</param>
/// <param name="Detail">The memory, bank, semaphore or engine that the cause names; else 0.</param>
/// <param name="Count">Cycles.</param>
public readonly record struct NpuCycles(NpuCause Cause, int Detail, long Count);
