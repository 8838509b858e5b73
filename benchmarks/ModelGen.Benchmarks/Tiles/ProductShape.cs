using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Backends.Cpu.Kernels;

namespace ModelGen.Benchmarks.Tiles;

/// <summary>A convolution, square and channels-last, with a halo where its kernel needs one.</summary>
/// <param name="Kernel">The taps of a row or column of the kernel.</param>
/// <param name="Inputs">The channels of the input.</param>
/// <param name="Outputs">The channels of the result.</param>
/// <param name="Size">The pixels of a row or column of the result.</param>
/// <param name="Stride">The stride.</param>
internal sealed record ProductShape(int Kernel, int Inputs, int Outputs, int Size, int Stride = 1)
{
    /// <summary>The bytes of a row of the input.</summary>
    public int RowBytes => ((Size * Stride) + Kernel - 1) * Inputs;

    /// <summary>The bytes of the input, whole quads of the last window included.</summary>
    public int InputBytes => (((Size * Stride) + Kernel - 1) * RowBytes) + ByteWindow.QuadBytes;

    /// <summary>The quads of a row of the kernel.</summary>
    public int Quads => ((Kernel * Inputs) + ByteWindow.QuadBytes - 1) / ByteWindow.QuadBytes;

    /// <summary>The blocks of channels.</summary>
    public int Blocks => (Outputs + ByteProductKernel.BlockChannels - 1) / ByteProductKernel.BlockChannels;

    /// <summary>The packed weights of a block, in bytes.</summary>
    public int BlockBytes => Kernel * Quads * ByteProductKernel.BlockChannels * ByteWindow.QuadBytes;

    /// <summary>The multiply-adds.</summary>
    public long Macs => (long)Size * Size * Outputs * Inputs * Kernel * Kernel;

    /// <summary>How Winograd's algorithm cuts the convolution, where it applies and pays.</summary>
    public ByteWinograd? Winograd => new ByteProductKernel(
        "",
        "",
        1,
        1,
        Size,
        Size,
        Outputs,
        new ConvolutionStrides(0, 0, Stride * RowBytes, Stride * Inputs),
        default,
        new ByteWindow(Kernel, RowBytes, 1, 0, Quads),
        default,
        Epilogue.None).Winograd;

    /// <inheritdoc/>
    public override string ToString() => $"{Kernel}×{Kernel} {Inputs}→{Outputs} @{Size}{(Stride > 1 ? $" /{Stride}" : "")}";
}
