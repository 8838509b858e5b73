using System.Runtime.InteropServices;

namespace ModelGen.CompilerServices;

/// <summary>
/// The argument of the machine code for AMX: one or two groups of pixels times one or two blocks of channels. A window is walked in steps,
/// each of as many quads as the tile registers are configured for.
/// </summary>
/// <remarks>Machine code reads it by offset. Distances are in bytes.</remarks>
[StructLayout(LayoutKind.Sequential)]
internal struct AmxPanel
{
    /// <summary>Where the first pixel's window of the first group begins.</summary>
    public nint First;

    /// <summary>Where the first pixel's window of the second group begins.</summary>
    public nint Second;

    /// <summary>From the window of a pixel to that of the next in its group.</summary>
    public nint PixelStride;

    /// <summary>Where the weights of the first block begin.</summary>
    public nint Weights;

    /// <summary>From the weights of a block to those of the next.</summary>
    public nint BlockStride;

    /// <summary>Where the sums of the first pixel and block go; those of the second block follow.</summary>
    public nint Sums;

    /// <summary>From the sums of a pixel to those of the next.</summary>
    public nint SumStride;

    /// <summary>From the sums of a group to those of the next.</summary>
    public nint GroupSums;

    /// <summary>The outer runs.</summary>
    public nint OuterRuns;

    /// <summary>From the end of the last run of an outer run, moved on by <see cref="RunStep"/>, to the next outer run.</summary>
    public nint OuterStep;

    /// <summary>The runs of an outer run.</summary>
    public nint Runs;

    /// <summary>From the end of a run to the next.</summary>
    public nint RunStep;

    /// <summary>The steps of a run.</summary>
    public nint Steps;

    /// <summary>The activations of a pixel in a step.</summary>
    public nint ActivationStep;

    /// <summary>The weights of a block in a step.</summary>
    public nint WeightStep;

    /// <summary>The weights of a block in the first step of all.</summary>
    public nint FirstWeightStep;
}
