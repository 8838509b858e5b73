namespace ModelGen.Npu;

/// <summary>Ties what follows to a layer.</summary>
public sealed class MarkOperation : NpuOperation
{
    internal MarkOperation()
        : this(
            Count("layer", "the index of the layer"))
    {
    }

    private MarkOperation(NpuField layer)
        : base(0x43, "MARK", NpuEngine.Front, "Ties what follows to a layer.", layer)
    {
        Layer = layer;
    }

    /// <summary>The index of the layer.</summary>
    public NpuField Layer { get; }
}
