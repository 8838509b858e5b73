using System;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu.Kernels;

/// <summary>Scales planes to another height and width. Parameters: x, then y.</summary>
/// <param name="Mode">Which elements make one of the result.</param>
/// <param name="Images">The number of images.</param>
/// <param name="Channels">The elements of a pixel.</param>
/// <param name="Input">The strides of x, in elements.</param>
/// <param name="Output">The strides of y, in elements.</param>
/// <param name="Rows">What each row of the result is made of.</param>
/// <param name="Columns">What each column of the result is made of.</param>
/// <param name="IsBytes">Whether the elements are bytes, of which the nearest is taken; else they are single precision.</param>
public sealed record ResizeKernel(
    ResizeMode Mode,
    int Images,
    int Channels,
    PlaneStrides Input,
    PlaneStrides Output,
    EquatableArray<ResizeTap> Rows,
    EquatableArray<ResizeTap> Columns,
    bool IsBytes = false) : CpuKernel
{
    /// <inheritdoc/>
    public override string Name => "Resize" + Mode;

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"to {Images} image(s) of {Rows.Count}x{Columns.Count}x{Channels}");

    /// <summary>The units of work: a row of the result each.</summary>
    public UnitCount Units => UnitCount.Of(Images * Rows.Count);
}

/// <summary>The distances between neighbouring images, rows and pixels, in elements.</summary>
public readonly record struct PlaneStrides(int Image, int Row, int Column);
