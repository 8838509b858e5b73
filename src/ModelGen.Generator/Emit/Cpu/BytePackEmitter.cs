using System.Collections.Generic;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using static ModelGen.Generator.Emit.Cpu.KernelSyntax;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>Prints <see cref="BytePackKernel"/>: a call of the runtime for each block of columns.</summary>
internal sealed class BytePackEmitter : IKernelEmitter
{
    /// <inheritdoc/>
    public void Emit(SourceWriter writer, CpuKernel kernel, string name)
    {
        var pack = (BytePackKernel)kernel;
        OpenKernel(writer, name, [Bytes("b"), Bytes("weight"), "bias"]);
        writer.Open("for (int unit = begin; unit < end; unit++)");
        IReadOnlyDictionary<string, string> index = IndexSyntax.Split(writer, "unit", ("matrix", pack.Matrices), ("block", pack.Blocks));
        string first = Times(index["block"], ByteProductKernel.BlockChannels);
        string columns = pack.Columns % ByteProductKernel.BlockChannels == 0 ? Number(ByteProductKernel.BlockChannels)
            : pack.Blocks == 1 ? Number(pack.Columns)
            : $"Math.Min({ByteProductKernel.BlockChannels}, {pack.Columns} - {first})";
        string bias = $"ref Unsafe.As<float, int>({At("bias", Times("unit", ByteProductKernel.BlockChannels))})";
        writer.Line(
            $"ByteMatrices.Pack({At("b", Offset(index["matrix"], pack.MatrixStride), first)}, {pack.RowStride}, {pack.Depth}, {columns}, {pack.LeftZeroPoint}, {pack.RightZeroPoint}, {At("weight", Offset("unit", pack.BlockBytes))}, {bias});");
        writer.Close();
        Close(writer);
    }
}
