using System.Linq;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using static ModelGen.Generator.Emit.Cpu.KernelSyntax;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>
/// Prints one register tile of a <see cref="ConvolutionKernel"/>: every accumulator is a local variable <c>a{pixel}_{vector}</c>, which
/// the JIT keeps in a register from the bias to the store.
/// </summary>
internal static class ConvolutionTileEmitter
{
    /// <summary>Whether the last vector of the channels is partly filled at some width, so that tiles take the number of its lanes.</summary>
    public static bool IsPartial(ConvolutionKernel kernel) => kernel.Tilings.Any(t => kernel.Channels % t.Lanes != 0);

    /// <summary>Writes the method of a tile, called <paramref name="name"/>, of the kernel called <paramref name="kernelName"/>.</summary>
    public static void Emit(SourceWriter writer, ConvolutionKernel kernel, RegisterTile tile, string name, string kernelName)
    {
        string[] extra = IsPartial(kernel) ? ["int lanes"] : [];
        Open(writer, "private", name, ConvolutionEmitter.Operands(kernel), extra);
        DeclareAccumulators(writer, kernel, tile);
        WindowLoop[] loops = [.. kernel.Window];
        for (int i = 0; i < loops.Length - 1; i++)
        {
            writer.Open($"for (int i{i} = 0; i{i} < {loops[i].Extent}; i{i}++)");
        }

        Innermost(writer, kernel, tile, loops[loops.Length - 1].Extent);
        for (int i = loops.Length - 2; i >= 0; i--)
        {
            int moved = loops[i + 1].Extent * loops[i + 1].Stride;
            if (loops[i].Stride != moved)
            {
                writer.Line($"x = ref Unsafe.Add(ref x, {loops[i].Stride - moved});");
            }

            writer.Close();
        }

        AddSplits(writer, tile);
        Store(writer, kernel, tile, kernelName);
        Close(writer);
    }

    private static string Accumulator(int pixel, int vector, int split) => split == 0 ? $"a{pixel}_{vector}" : $"a{pixel}_{vector}_{split}";

    private static void DeclareAccumulators(SourceWriter writer, ConvolutionKernel kernel, RegisterTile tile)
    {
        for (int v = 0; v < tile.Vectors && kernel.HasBias; v++)
        {
            writer.Line($"V bias{v} = S.Load({At("bias", Vectors(v))});");
        }

        for (int p = 0; p < tile.Pixels; p++)
        {
            writer.Line("V " + string.Join(", ", Enumerable.Range(0, tile.Vectors).Select(v => $"{Accumulator(p, v, 0)} = {(kernel.HasBias ? "bias" + v : "S.Zero")}")) + ";");
            for (int s = 1; s < tile.Splits; s++)
            {
                writer.Line("V " + string.Join(", ", Enumerable.Range(0, tile.Vectors).Select(v => $"{Accumulator(p, v, s)} = S.Zero")) + ";");
            }
        }
    }

    private static void Innermost(SourceWriter writer, ConvolutionKernel kernel, RegisterTile tile, int extent)
    {
        int whole = extent / tile.Splits * tile.Splits;
        Steps(writer, kernel, tile, whole, tile.Splits);
        Steps(writer, kernel, tile, extent - whole, 1);
    }

    private static void Steps(SourceWriter writer, ConvolutionKernel kernel, RegisterTile tile, int extent, int splits)
    {
        if (extent == 0)
        {
            return;
        }

        if (extent > splits)
        {
            writer.Open(splits == 1 ? $"for (int k = 0; k < {extent}; k++)" : $"for (int k = 0; k < {extent}; k += {splits})");
        }
        else
        {
            writer.Open();
        }

        for (int s = 0; s < splits; s++)
        {
            string suffix = splits == 1 ? "" : "_" + s;
            for (int v = 0; v < tile.Vectors; v++)
            {
                string row = kernel.Weights.IsPacked ? Vectors((s * tile.Vectors) + v) : Sum(Number((long)s * kernel.Weights.RowStride), Vectors(v));
                writer.Line($"V w{v}{suffix} = S.Load({At("weight", row)});");
            }

            for (int p = 0; p < tile.Pixels; p++)
            {
                writer.Line($"V x{p}{suffix} = S.Broadcast({At("x", Number(((long)p * kernel.Input.Column) + s))});");
                for (int v = 0; v < tile.Vectors; v++)
                {
                    string a = Accumulator(p, v, s);
                    writer.Line($"{a} = S.MultiplyAdd(x{p}{suffix}, w{v}{suffix}, {a});");
                }
            }
        }

        string advance = kernel.Weights.IsPacked ? Vectors(splits * tile.Vectors) : Number((long)splits * kernel.Weights.RowStride);
        writer.Line($"x = ref Unsafe.Add(ref x, {splits});");
        writer.Line($"weight = ref Unsafe.Add(ref weight, {advance});");
        writer.Close();
    }

    private static void AddSplits(SourceWriter writer, RegisterTile tile)
    {
        for (int half = tile.Splits / 2; half >= 1; half /= 2)
        {
            for (int p = 0; p < tile.Pixels; p++)
            {
                for (int v = 0; v < tile.Vectors; v++)
                {
                    for (int s = 0; s < half; s++)
                    {
                        string a = Accumulator(p, v, s);
                        writer.Line($"{a} = S.Add({a}, {Accumulator(p, v, s + half)});");
                    }
                }
            }
        }
    }

    private static void Store(SourceWriter writer, ConvolutionKernel kernel, RegisterTile tile, string kernelName)
    {
        bool isApart = EpilogueEmitter.IsApart(kernel.Epilogue);
        for (int p = 0; p < tile.Pixels; p++)
        {
            for (int v = 0; v < tile.Vectors; v++)
            {
                string Operand(int index) => Load("e" + index, kernel.Epilogue.Operands[index], p, v);
                string a = Accumulator(p, v, 0);
                string value = isApart ? a : EpilogueEmitter.Apply(writer, kernel.Epilogue, kernelName, a, Operand, $"t{p}_{v}_");
                string target = At("y", Number((long)p * kernel.Output.Column), Vectors(v));
                writer.Line(IsPartial(kernel) && v == tile.Vectors - 1
                    ? $"S.Store({value}, {target}, lanes);"
                    : $"S.Store({value}, {target});");
            }
        }

        if (isApart)
        {
            string length = IsPartial(kernel) ? Sum(Vectors(tile.Vectors - 1), "lanes") : Vectors(tile.Vectors);
            writer.Line(EpilogueEmitter.ApplyToTile(kernelName, tile.Pixels, kernel.Output.Column, length));
        }
    }

    private static string Load(string name, EpilogueOperand operand, int pixel, int vector)
    {
        string offset = Number((long)pixel * operand.Strides[2]);
        return operand.IsVector ? $"S.Load({At(name, offset, Vectors(vector))})" : $"S.Broadcast({At(name, offset)})";
    }
}
