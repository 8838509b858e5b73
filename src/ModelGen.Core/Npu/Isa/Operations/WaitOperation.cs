namespace ModelGen.Npu;

/// <summary>Waits until each of the semaphores has the count, and takes it from them.</summary>
public sealed class WaitOperation : NpuOperation
{
    internal WaitOperation()
        : this(
            Count("count", "what is waited for and taken, at least 1", 8))
    {
    }

    private WaitOperation(NpuField amount)
        : base(0x02, "WAIT", null, "Waits until each of the semaphores has the count, and takes it from them.", amount)
    {
        Amount = amount;
    }

    /// <summary>What is waited for and taken, at least 1.</summary>
    public NpuField Amount { get; }
}
