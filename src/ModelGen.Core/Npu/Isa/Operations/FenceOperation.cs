namespace ModelGen.Npu;

/// <summary>Dispatches nothing more until all engines are idle, of this core or of all.</summary>
public sealed class FenceOperation : NpuOperation
{
    internal FenceOperation()
        : this(
            new NpuField("scope", 1, "whose engines", false, "core", "all"))
    {
    }

    private FenceOperation(NpuField scope)
        : base(0x42, "FENCE", NpuEngine.Front, "Dispatches nothing more until all engines are idle, of this core or of all.", scope)
    {
        Scope = scope;
    }

    /// <summary>Whose engines.</summary>
    public NpuField Scope { get; }
}
