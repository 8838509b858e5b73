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
        string[] names = [.. Enumerable.Range(0, inputs).Select(i => "x" + i), "y"];
        string[] operands = [.. names.Select((name, i) => i < inputs && Type(chain, i) is "byte" or "sbyte" ? KernelSyntax.Bytes(name) : name)];
        KernelSyntax.OpenKernel(writer, name, operands);
        LoopSyntax.Walk(
            writer,
            chain.Loops,
            operands,
            rows =>
            {
                foreach (int input in Enumerable.Range(0, inputs).Where(i => IsRepeated(chain, i)))
                {
                    writer.Line($"V {names[input]}Value = {Broadcast(chain, input, rows[input])};");
                }
            },
            (rows, index, lanes) =>
            {
                string Operand(int i) => IsRepeated(chain, i) ? names[i] + "Value" : Load(chain, i, rows[i], index, lanes);
                string result = ExpressionEmitter.Emit(writer, body, "", Operand, "step");
                writer.Line(LoopSyntax.Store(result, rows[inputs], index, lanes));
            });
        KernelSyntax.Close(writer);
    }

    private static bool IsRepeated(ElementWiseKernel kernel, int input) => kernel.Loops.RowStride(input) == 0;

    private static string Broadcast(ElementWiseKernel kernel, int input, string row) => Type(kernel, input) is { } type
        ? $"S.Broadcast((float){Typed(row, type)})"
        : $"S.Broadcast(ref {row})";

    private static string Load(ElementWiseKernel kernel, int input, string row, string index, string? lanes)
    {
        if (Type(kernel, input) is not { } type)
        {
            return LoopSyntax.Load(row, index, lanes);
        }

        string element = KernelSyntax.At(Typed(row, type), index);
        string convert = type == "sbyte" ? "S.ConvertSigned" : "S.Convert";
        return lanes is null ? $"{convert}({element})" : $"{convert}({element}, {lanes})";
    }

    /// <summary>A reference to the elements of a row as what they are.</summary>
    private static string Typed(string row, string type) => type switch
    {
        "byte" => row,
        "sbyte" => $"Unsafe.As<byte, sbyte>(ref {row})",
        _ => $"Unsafe.As<float, {type}>(ref {row})",
    };

    /// <summary>The C# type of the elements of an operand that is to be converted, or null.</summary>
    private static string? Type(ElementWiseKernel kernel, int input) => input > 0 ? null : kernel.Element switch
    {
        ElementType.UInt8 => "byte",
        ElementType.Int8 => "sbyte",
        ElementType.Int32 => "int",
        _ => null,
    };
}
