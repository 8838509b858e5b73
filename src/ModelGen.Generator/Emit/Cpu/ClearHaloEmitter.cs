using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Backends.Cpu.Kernels;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>Prints <see cref="ClearHaloKernel"/>: a call of the runtime.</summary>
internal sealed class ClearHaloEmitter : IKernelEmitter
{
    /// <inheritdoc/>
    public void Emit(SourceWriter writer, CpuKernel kernel, string name)
    {
        var clear = (ClearHaloKernel)kernel;
        int above = ((clear.Halo.Top * (clear.RowStride / clear.Channels)) + clear.Halo.Left) * clear.Channels;
        KernelSyntax.OpenKernel(writer, name, [clear.ZeroPoint is null ? "x" : KernelSyntax.Bytes("x")]);
        string start = KernelSyntax.At("x", KernelSyntax.Number(-above));
        string call = clear.ZeroPoint is { } zero ? $"FillHalo({start}, (byte){KernelSyntax.Number(zero)}" : $"ClearHalo({start}";
        writer.Line($"Planes.{call}, planes: {clear.Planes}, planeStride: {clear.PlaneStride}, rows: {clear.Height}, rowStride: {clear.RowStride}, rowLength: {clear.Width * clear.Channels}, above: {above});");
        KernelSyntax.Close(writer);
    }
}
