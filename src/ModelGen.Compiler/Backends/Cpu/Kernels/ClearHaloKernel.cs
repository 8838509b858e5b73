using System;

namespace ModelGen.Compiler.Backends.Cpu.Kernels;

/// <summary>
/// Fills the halo around planes with what stands for zero, before a kernel fills their inside. Parameter: the first logical element of
/// the first plane.
/// </summary>
/// <param name="Planes">The number of planes.</param>
/// <param name="Height">The rows inside the halo.</param>
/// <param name="Width">The pixels of a row inside the halo.</param>
/// <param name="Channels">The elements of a pixel.</param>
/// <param name="Halo">Rows and pixels around a plane.</param>
/// <param name="ZeroPoint">The byte that stands for zero; null for single-precision zeros.</param>
public sealed record ClearHaloKernel(int Planes, int Height, int Width, int Channels, Pads Halo, byte? ZeroPoint) : CpuKernel
{
    /// <summary>From row to row, in elements.</summary>
    public int RowStride => (Halo.Left + Width + Halo.Right) * Channels;

    /// <summary>From plane to plane, in elements.</summary>
    public int PlaneStride => (Halo.Top + Height + Halo.Bottom) * RowStride;

    /// <inheritdoc/>
    public override string Name => "ClearHalo";

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"{Planes} plane(s) of {Height}x{Width}x{Channels}, halo {Halo}")
        + (ZeroPoint is { } zero ? FormattableString.Invariant($" of {zero}") : "");
}
