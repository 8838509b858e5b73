namespace ModelGen.Npu;

/// <summary>The multiply-accumulate units of the matrix engine, and how a convolution is laid over them.</summary>
public abstract record MacArray
{
    private protected MacArray()
    {
    }

    /// <summary>Products per cycle when every unit is busy.</summary>
    public abstract long MacsPerCycle { get; }

    /// <summary>Input channels (of one kernel position) or rows of the weight matrix that are taken at once.</summary>
    public abstract int Depth { get; }

    /// <summary>Output channels that are made at once.</summary>
    public abstract int Width { get; }
}

/// <summary>
/// Units that sum the products of a brick of input channels in one cycle, for several output pixels and channels at once, as those of
/// Ethos-U, NVDLA and VTA do.
/// </summary>
public sealed record DotProductArray : MacArray
{
    /// <summary>Output pixels at once.</summary>
    public required int Pixels { get; init; }

    /// <summary>Input channels at once.</summary>
    public required int InChannels { get; init; }

    /// <summary>Output channels at once.</summary>
    public required int OutChannels { get; init; }

    /// <inheritdoc/>
    public override long MacsPerCycle => (long)Pixels * InChannels * OutChannels;

    /// <inheritdoc/>
    public override int Depth => InChannels;

    /// <inheritdoc/>
    public override int Width => OutChannels;
}

/// <summary>
/// A weight-stationary systolic array, as those of the TPU and of Gemmini: activations enter at the rows, sums leave at the columns.
/// </summary>
public sealed record SystolicArray : MacArray
{
    /// <summary>Rows: of the weight matrix, that is kernel positions times input channels.</summary>
    public required int Rows { get; init; }

    /// <summary>Columns: output channels.</summary>
    public required int Columns { get; init; }

    /// <summary>Whether a second set of weight registers is loaded while the first one computes.</summary>
    public required bool PreloadHidden { get; init; }

    /// <inheritdoc/>
    public override long MacsPerCycle => (long)Rows * Columns;

    /// <inheritdoc/>
    public override int Depth => Rows;

    /// <inheritdoc/>
    public override int Width => Columns;
}
