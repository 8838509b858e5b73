using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.Numerics;
using static ModelGen.Generator.Emit.Cpu.KernelSyntax;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>How kernels of <see cref="ByteProductKernel"/> go from the sums of some pixels, <c>sums</c>, to bytes.</summary>
internal static class ByteProductResult
{
    /// <summary>The references that a kernel takes.</summary>
    public static IEnumerable<string> Parameters(ByteProductKernel kernel) =>
        new[] { Bytes("x"), Bytes("weight"), "bias" }
            .Concat(kernel.Result.Rounding == RoundingRule.Onnx ? ["multiplier"] : ["mantissa", "shift"])
            .Append(Bytes("y"))
            .Concat(kernel.Epilogue.Operands.Select((_, i) => Bytes("e" + i)));

    /// <summary>The result and the operands of the steps.</summary>
    public static (string Name, ConvolutionStrides Strides)[] Operands(ByteProductKernel kernel) =>
        [("y", kernel.Output), .. kernel.Epilogue.Operands.Select((o, i) => ("e" + Number(i), new ConvolutionStrides(o.Strides[0], 0, o.Strides[1], o.Strides[2])))];

    /// <summary>Declares where the places of pixels go, and their bytes before the fused steps.</summary>
    public static void EmitBuffers(SourceWriter writer, ByteProductKernel kernel, int pixels)
    {
        foreach ((string operand, _) in Operands(kernel))
        {
            writer.Line($"Span<nint> {operand}Places = stackalloc nint[{pixels}];");
        }

        if (kernel.Epilogue.Steps.Count > 0 && Addition(kernel) is null)
        {
            writer.Line($"Span<byte> requantized = stackalloc byte[{pixels} * Int8Tiles.MostChannels];");
            writer.Line($"Span<nint> rows = stackalloc nint[{pixels}];");
            writer.Open("for (int p = 0; p < rows.Length; p++)");
            writer.Line("rows[p] = p * Int8Tiles.MostChannels;");
            writer.Close();
        }
    }

    /// <summary>Requantizes the sums of pixels and applies the fused steps to their bytes.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="name">Its name.</param>
    /// <param name="channel">The first of their channels, within the group.</param>
    public static void Emit(SourceWriter writer, ByteProductKernel kernel, string name, string channel)
    {
        string group = kernel.Groups == 1 ? "0" : Offset("group", kernel.Channels), constant = Times("block", ByteProductKernel.BlockChannels);
        string Integers(string operand) => $"ref Unsafe.As<float, int>({At(operand, constant)})";
        ByteResult result = kernel.Result;
        string[] offsets = [kernel.Groups == 1 ? "0" : Offset("group", kernel.Output.Group), channel];

        string Operand(int number, params string[] place) =>
            At("e" + Number(number), kernel.Epilogue.Operands[number].IsVector ? [.. place, group, channel] : place);
        if (Addition(kernel) is { } sum)
        {
            writer.Line($"Int8Requantize.StoreOnnxSum<S, V>(ref sums, pixels, {Integers("bias")}, {At("multiplier", constant)}, channels, {result.ZeroPoint}, {result.Min}, {result.Max}, {sum}, {Operand(0)}, ref e0Places[0], {At("y", offsets)}, ref yPlaces[0]);");
            return;
        }

        // Not the result's own place: it may be that of an operand of the steps.
        bool isFused = kernel.Epilogue.Steps.Count > 0;
        string target = isFused ? "ref requantized[0], ref rows[0]" : $"{At("y", offsets)}, ref yPlaces[0]";
        writer.Line(result.Rounding == RoundingRule.Onnx
            ? $"Int8Requantize.StoreOnnx<S, V>(ref sums, pixels, {Integers("bias")}, {At("multiplier", constant)}, channels, {result.ZeroPoint}, {result.Min}, {result.Max}, {target});"
            : $"Int8Requantize.StoreTfLite(ref sums, pixels, {Integers("bias")}, {Integers("mantissa")}, {Integers("shift")}, channels, {result.ZeroPoint}, {result.Min}, {result.Max}, {target});");
        if (!isFused)
        {
            return;
        }

        writer.Open("for (int p = 0; p < pixels; p++)");
        writer.Line($"ref byte result = {At("y", ["yPlaces[p]", .. offsets])};");
        ByteRowSyntax.EmitSteps(writer, kernel.Epilogue, name, "requantized[p * Int8Tiles.MostChannels]", "result", number => Operand(number, $"e{Number(number)}Places[p]"), "channels");
        writer.Close();
    }

    /// <summary>The addition that requantization takes along, if that is all that follows.</summary>
    private static string? Addition(ByteProductKernel kernel) => kernel.Result.Rounding == RoundingRule.Onnx ? ByteRowSyntax.Addition(kernel.Epilogue) : null;
}
