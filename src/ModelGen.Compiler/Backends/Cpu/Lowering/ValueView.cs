using ModelGen.IR;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>A value as kernels address it.</summary>
/// <param name="Location">Its first logical element.</param>
/// <param name="Type">Element type and logical shape.</param>
/// <param name="Strides">The distance in elements along each axis.</param>
/// <param name="Halo">The zeros around its planes.</param>
internal sealed record ValueView(Operand Location, TensorType Type, int[] Strides, Pads Halo)
{
    /// <summary>The logical extents.</summary>
    public Shape Shape => Type.Shape;

    /// <summary>The first element of the first window over an image whose halo holds the padding.</summary>
    public Operand FirstWindow(Pads pads) => Location.Plus(-(pads.Top * Strides[1]) - (pads.Left * Strides[2]));

    /// <summary>Whether it lies without gaps.</summary>
    public bool IsDense => Halo.IsNone;
}
