using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.Numerics;
using static ModelGen.Generator.Emit.Cpu.KernelSyntax;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>What a depthwise convolution of bytes does beside its sums: their way back to bytes.</summary>
internal static class ByteDepthwiseSyntax
{
    /// <summary>The parameters of the kernel, in their order.</summary>
    public static IEnumerable<string> Operands(ByteResult result, Epilogue epilogue) =>
        new[] { Bytes("x"), "weight", "bias" }
            .Concat(result.Rounding == RoundingRule.Onnx ? ["multiplier"] : ["mantissa", "shift"])
            .Append(Bytes("y"))
            .Concat(epilogue.Operands.Select((_, i) => Bytes("e" + i)));

    /// <summary>Declares what all pixels share.</summary>
    public static void Begin(SourceWriter writer, DepthwiseKernel kernel)
    {
        ByteResult result = kernel.Bytes!.Value;
        if (result.Rounding == RoundingRule.Onnx)
        {
            writer.Line($"V low = S.Broadcast({Float(result.Min - result.ZeroPoint)}), high = S.Broadcast({Float(result.Max - result.ZeroPoint)}), zero = S.Broadcast({Float(result.ZeroPoint)});");
        }

        if (kernel.Epilogue.Steps.Count > 0)
        {
            writer.Line($"Span<byte> requantized = stackalloc byte[{VectorTier.Widest.Lanes}];");
        }
    }

    /// <summary>Declares the constants of a vector of channels.</summary>
    public static void Channels(SourceWriter writer, ByteResult result)
    {
        Integers(writer, "biases", "bias");
        if (result.Rounding == RoundingRule.Onnx)
        {
            writer.Line($"ref float multipliers = {At("multiplier", "channel")};");
        }
        else
        {
            Integers(writer, "mantissas", "mantissa");
            Integers(writer, "shifts", "shift");
        }
    }

    /// <summary>Requantizes the sums of a pixel, applies the fused steps and stores the bytes.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="name">Its name.</param>
    /// <param name="sum">The vector of sums.</param>
    /// <param name="target">The reference to the bytes of the result.</param>
    /// <param name="operand">The reference to the bytes of an operand of the steps.</param>
    /// <param name="isWhole">Whether channels fill whole vectors; else the variable <c>lanes</c> counts them.</param>
    public static void Store(SourceWriter writer, DepthwiseKernel kernel, string name, string sum, string target, Func<int, string> operand, bool isWhole)
    {
        ByteResult result = kernel.Bytes!.Value;
        bool isFused = kernel.Epilogue.Steps.Count > 0;
        string place = isFused ? "ref requantized[0]" : target;
        string lanes = isWhole ? "S.Count" : "Math.Min(lanes, S.Count)";
        writer.Line(result.Rounding == RoundingRule.TfLite
            ? $"ByteRows.RequantizeTfLite<S, V>({sum}, ref biases, ref mantissas, ref shifts, {lanes}, {result.ZeroPoint}, {result.Min}, {result.Max}, {place});"
            : $"S.StoreBytes(S.Add(S.Requantize({sum}, ref biases, ref multipliers, low, high), zero), {place}{(isWhole || isFused ? "" : ", lanes")});");
        ByteRowSyntax.EmitSteps(writer, kernel.Epilogue, name, "requantized[0]", target.Substring("ref ".Length), operand, lanes);
    }

    private static void Integers(SourceWriter writer, string name, string operand) =>
        writer.Line($"ref int {name} = ref Unsafe.As<float, int>({At(operand, "channel")});");
}
