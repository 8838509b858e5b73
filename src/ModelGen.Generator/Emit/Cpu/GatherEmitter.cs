using System.Linq;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using static ModelGen.Generator.Emit.Cpu.KernelSyntax;
using static ModelGen.Generator.Emit.Cpu.LoopSyntax;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>Prints <see cref="GatherKernel"/>. Every index is checked before it is followed.</summary>
internal sealed class GatherEmitter : IKernelEmitter
{
    /// <inheritdoc/>
    public void Emit(SourceWriter writer, CpuKernel kernel, string name)
    {
        var gather = (GatherKernel)kernel;
        LoopNest loops = gather.Loops;
        OpenKernel(writer, name, gather.IsBytes ? [Bytes("data"), "indices", Bytes("y")] : ["data", "indices", "y"]);
        string type = gather.IsBytes ? "byte" : "float";
        writer.Open("for (int unit = begin; unit < end; unit++)");
        string[] turns = Split(writer, "unit", [.. loops.Extents.Take(loops.Extents.Count - 1)]);
        string[] Offsets(int operand) => [.. turns.Select((turn, axis) => Offset(turn, loops.Strides[operand][axis]))];
        writer.Line($"nint position = {Sum(Offsets(1))};");
        writer.Line("int index = Unsafe.Add(ref Unsafe.As<float, int>(ref indices), position);");
        writer.Line($"GatherIndex.Check(index, position, {gather.Extent});");
        writer.Line($"ref {type} dataRow = {At("data", [.. Offsets(0), Offset("index", gather.Stride)])};");
        writer.Line($"ref {type} yRow = {At("y", Offsets(2))};");
        if (gather.IsBytes)
        {
            writer.Line(CopyBytes("ref dataRow", "ref yRow", Number(loops.RowLength)));
        }
        else
        {
            Vectors(writer, loops.RowLength, (index, lanes) => writer.Line(Store(Load("dataRow", index, lanes), "yRow", index, lanes)));
        }

        writer.Close();
        Close(writer);
    }
}
