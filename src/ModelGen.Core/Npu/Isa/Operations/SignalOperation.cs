namespace ModelGen.Npu;

/// <summary>Adds a count to each of the semaphores.</summary>
public sealed class SignalOperation : NpuOperation
{
    internal SignalOperation()
        : this(
            Count("count", "what is added, at least 1", 8))
    {
    }

    private SignalOperation(NpuField amount)
        : base(0x03, "SIG", null, "Adds a count to each of the semaphores.", amount)
    {
        Amount = amount;
    }

    /// <summary>What is added, at least 1.</summary>
    public NpuField Amount { get; }
}
