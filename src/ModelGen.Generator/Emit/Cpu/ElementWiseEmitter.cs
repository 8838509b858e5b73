using System.Linq;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Backends.Cpu.Kernels;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>Prints <see cref="ElementWiseKernel"/>: one expression for each vector of the result.</summary>
internal sealed class ElementWiseEmitter : IKernelEmitter
{
    /// <inheritdoc/>
    public void Emit(SourceWriter writer, CpuKernel kernel, string name)
    {
        var chain = (ElementWiseKernel)kernel;
        var body = new Epilogue(chain.Steps, default);
        int inputs = chain.Loops.Strides.Count - 1;
        string[] operands = [.. Enumerable.Range(0, inputs).Select(i => "x" + i), "y"];
        KernelSyntax.OpenKernel(writer, name, operands);
        LoopSyntax.Walk(
            writer,
            chain.Loops,
            operands,
            rows =>
            {
                foreach (int input in Enumerable.Range(0, inputs).Where(i => IsRepeated(chain, i)))
                {
                    writer.Line($"V {operands[input]}Value = {Broadcast(chain, input, rows[input])};");
                }
            },
            (rows, index, lanes) =>
            {
                string Operand(int i) => IsRepeated(chain, i) ? operands[i] + "Value" : Load(chain, i, rows[i], index, lanes);
                string result = ExpressionEmitter.Emit(writer, body, "", Operand, "step");
                writer.Line(LoopSyntax.Store(result, rows[inputs], index, lanes));
            });
        KernelSyntax.Close(writer);
    }

    private static bool IsRepeated(ElementWiseKernel kernel, int input) => kernel.Loops.RowStride(input) == 0;

    private static string Broadcast(ElementWiseKernel kernel, int input, string row) => Type(kernel, input) is { } type
        ? $"S.Broadcast((float)Unsafe.As<float, {type}>(ref {row}))"
        : $"S.Broadcast(ref {row})";

    private static string Load(ElementWiseKernel kernel, int input, string row, string index, string? lanes)
    {
        if (Type(kernel, input) is not { } type)
        {
            return LoopSyntax.Load(row, index, lanes);
        }

        string element = KernelSyntax.At($"Unsafe.As<float, {type}>(ref {row})", index);
        return lanes is null ? $"S.Convert({element})" : $"S.Convert({element}, {lanes})";
    }

    /// <summary>The C# type of the elements of an operand that is to be converted, or null.</summary>
    private static string? Type(ElementWiseKernel kernel, int input) => input > 0 ? null : kernel.Element switch
    {
        ElementType.UInt8 => "byte",
        ElementType.Int32 => "int",
        _ => null,
    };
}
