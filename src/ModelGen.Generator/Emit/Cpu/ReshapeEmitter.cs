using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using static ModelGen.Generator.Emit.Cpu.KernelSyntax;
using static ModelGen.Generator.Emit.Cpu.LoopSyntax;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>Prints <see cref="ReshapeKernel"/>: a copy of each piece.</summary>
internal sealed class ReshapeEmitter : IKernelEmitter
{
    /// <inheritdoc/>
    public void Emit(SourceWriter writer, CpuKernel kernel, string name)
    {
        var reshape = (ReshapeKernel)kernel;
        OpenKernel(writer, name, Operands(reshape.IsBytes, "x", "y"));
        string type = reshape.IsBytes ? "byte" : "float";
        writer.Open("for (int unit = begin; unit < end; unit++)");
        writer.Line($"ref {type} xPiece = {At("x", Piece(writer, reshape.Source, reshape.Length, "source"))};");
        writer.Line($"ref {type} yPiece = {At("y", Piece(writer, reshape.Target, reshape.Length, "target"))};");
        if (reshape.IsBytes)
        {
            writer.Line(CopyBytes("ref xPiece", "ref yPiece", Number(reshape.Length)));
        }
        else
        {
            Vectors(writer, reshape.Length, (i, lanes) => writer.Line(Store(Load("xPiece", i, lanes), "yPiece", i, lanes)));
        }

        writer.Close();
        Close(writer);
    }

    private static string[] Piece(SourceWriter writer, ContiguousRuns runs, int length, string name)
    {
        if (runs.Planes * runs.Rows == 1)
        {
            return [Offset("unit", length)];
        }

        writer.Line($"int {name} = unit;");
        string[] indices = Split(writer, name, [runs.Planes, runs.Rows, runs.Length / length]);
        return [Offset(indices[0], runs.PlaneStride), Offset(indices[1], runs.RowStride), Offset(indices[2], length)];
    }
}
