using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using static ModelGen.Generator.Emit.Cpu.KernelSyntax;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>Prints <see cref="FillKernel"/>.</summary>
internal sealed class FillEmitter : IKernelEmitter
{
    /// <inheritdoc/>
    public void Emit(SourceWriter writer, CpuKernel kernel, string name)
    {
        var fill = (FillKernel)kernel;
        string[] operands = Operands(fill.IsBytes, "y");
        OpenKernel(writer, name, operands);
        if (fill.IsBytes)
        {
            LoopSyntax.Stretches(
                writer, fill.Loops, operands, int.MaxValue, (rows, count) => writer.Line($"Unsafe.InitBlockUnaligned({rows[0]}, (byte){Number((long)fill.Value)}, (uint){count});"));
            Close(writer);
            return;
        }

        writer.Line($"V value = S.Broadcast({Float(fill.Value)});");
        LoopSyntax.Walk(writer, fill.Loops, ["y"], _ => { }, (rows, index, lanes) => writer.Line(LoopSyntax.Store("value", rows[0], index, lanes)));
        Close(writer);
    }
}
