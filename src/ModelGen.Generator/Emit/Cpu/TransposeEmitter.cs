using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using static ModelGen.Generator.Emit.Cpu.KernelSyntax;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>Prints <see cref="TransposeKernel"/>: calls of the runtime for blocks of rows.</summary>
internal sealed class TransposeEmitter : IKernelEmitter
{
    /// <inheritdoc/>
    public void Emit(SourceWriter writer, CpuKernel kernel, string name)
    {
        var transpose = (TransposeKernel)kernel;
        LoopNest outer = transpose.Outer;
        OpenKernel(writer, name, Operands(transpose.IsBytes, "x", "y"));
        writer.Open("for (int unit = begin; unit < end; unit++)");
        string[] indices = LoopSyntax.Split(writer, "unit", [.. outer.Extents, transpose.Blocks]);
        string block = indices[indices.Length - 1];
        string[] source = new string[indices.Length], target = new string[indices.Length];
        for (int axis = 0; axis < outer.Extents.Count; axis++)
        {
            source[axis] = Offset(indices[axis], outer.Strides[0][axis]);
            target[axis] = Offset(indices[axis], outer.Strides[1][axis]);
        }

        source[indices.Length - 1] = Offset(block, TransposeKernel.BlockRows);
        target[indices.Length - 1] = Offset(block, (long)TransposeKernel.BlockRows * transpose.TargetStride);
        string rows = transpose.Blocks == 1 ? Number(transpose.Rows)
            : transpose.Rows % TransposeKernel.BlockRows == 0 ? Number(TransposeKernel.BlockRows)
            : $"Math.Min({TransposeKernel.BlockRows}, {transpose.Rows} - ({Times(block, TransposeKernel.BlockRows)}))";
        writer.Line($"Matrices.Transpose({At("x", source)}, {transpose.SourceStride}, {At("y", target)}, {transpose.TargetStride}, rows: {rows}, columns: {transpose.Columns});");
        writer.Close();
        Close(writer);
    }
}
