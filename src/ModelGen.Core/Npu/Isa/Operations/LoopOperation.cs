namespace ModelGen.Npu;

/// <summary>Repeats what follows, as far as the END that belongs to it.</summary>
public sealed class LoopOperation : NpuOperation
{
    internal LoopOperation()
        : this(
            Count("count", "iterations, at least 1"))
    {
    }

    private LoopOperation(NpuField iterations)
        : base(0x40, "LOOP", NpuEngine.Front, "Repeats what follows, as far as the END that belongs to it.", iterations)
    {
        Iterations = iterations;
    }

    /// <summary>Iterations, at least 1.</summary>
    public NpuField Iterations { get; }
}
