using System.Collections.Generic;

namespace ModelGen.Npu;

/// <summary>A range of external memory.</summary>
/// <param name="Memory">The memory.</param>
/// <param name="Begin">The first byte.</param>
/// <param name="End">One more than the last byte.</param>
internal readonly record struct ExternalRange(int Memory, long Begin, long End)
{
    public static ExternalRange Of(NpuAccess access) => new(access.Memory, access.Low, access.High);
}

/// <summary>What one load takes of a constant of weights.</summary>
/// <param name="range">Where it lies.</param>
internal sealed class WeightPart(ExternalRange range)
{
    public ExternalRange Range => range;

    public int Bytes => (int)(range.End - range.Begin);

    /// <summary>The instructions that load it, each once.</summary>
    public HashSet<int> Loads { get; } = [];

    /// <summary>The index of the constant that it is of; −1 where it cannot be replaced by a stream.</summary>
    public int Constant { get; set; } = -1;

    /// <summary>The compressed stream, where there is a constant.</summary>
    public byte[] Stream { get; set; } = [];
}
