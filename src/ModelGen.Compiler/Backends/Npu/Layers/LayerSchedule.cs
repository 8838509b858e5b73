using ModelGen.Compiler.Backends.Npu.Tiling;
using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Layers;

/// <summary>How a layer is divided into tiles, and what that costs.</summary>
/// <param name="Tiling">The choice, of a type of the layer's own; null if nothing fits.</param>
/// <param name="Cycles">The estimate.</param>
/// <param name="Shortage">Where nothing fits: which memory the least tile needs more of.</param>
internal sealed record LayerSchedule(object? Tiling, double Cycles, Shortage? Shortage)
{
    /// <summary>The cycles of each engine; null if nothing fits.</summary>
    public EngineTime? Time { get; init; }

    /// <summary>A layer that does not fit.</summary>
    public static LayerSchedule None(Shortage shortage) => new(null, double.PositiveInfinity, shortage);
}

/// <summary>A memory that is too small.</summary>
/// <param name="Space">The memory.</param>
/// <param name="Needed">Bytes that the least tile needs.</param>
/// <param name="Available">Bytes that there are.</param>
internal sealed record Shortage(NpuSpace Space, long Needed, long Available);
