using System;
using System.Collections.Generic;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Numerics;

namespace ModelGen.Compiler.Tests.Backends;

/// <summary>Random quantized layers.</summary>
internal static class QuantizedGraphs
{
    /// <summary>How a layer is quantized: zero points at the bounds now and then, results that saturate and such that do not, both rules.</summary>
    public readonly record struct Layer(Quantization X, Quantization Y, int Min, int Max, RoundingRule Rounding);

    /// <summary>Draws the quantization of a layer over unsigned bytes.</summary>
    public static Layer Draw(Random random)
    {
        int first = random.Next(256), second = random.Next(256);
        bool clamps = random.Next(2) == 0;
        return new Layer(
            Quantization(random),
            Quantization(random),
            clamps ? Math.Min(first, second) : 0,
            clamps ? Math.Max(first, second) : 255,
            random.Next(3) == 0 ? RoundingRule.TfLite : RoundingRule.Onnx);
    }

    /// <summary>Draws a scale of a few orders of magnitude and a zero point of unsigned bytes.</summary>
    public static Quantization Quantization(Random random) =>
        new((float)Math.Pow(2, (random.NextDouble() * 8) - 8), random.Next(5) switch { 0 => 0, 1 => 255, _ => random.Next(256) });

    /// <summary>Adds a layer with quantized parameters, output channels first.</summary>
    /// <param name="builder">The graph.</param>
    /// <param name="x">The input.</param>
    /// <param name="weight">The shape of the weights.</param>
    /// <param name="hasBias">Whether there is a bias.</param>
    /// <param name="input">The quantization of the input.</param>
    /// <param name="op">The operator.</param>
    public static int Add(GraphBuilder builder, int x, Shape weight, bool hasBias, Quantization input, Operator op) =>
        builder.Add(op, Operands(builder, x, weight, hasBias, input));

    /// <summary>The inputs of such a layer.</summary>
    public static int[] Operands(GraphBuilder builder, int x, Shape weight, bool hasBias, Quantization input)
    {
        string path = FormattableString.Invariant($"layer{x}");
        int w = builder.Parameter(path + ".weight", new TensorType(ElementType.Float32, weight));
        int scales = builder.Add(new WeightScale(0), w);
        var inputs = new List<int> { x, builder.Add(new QuantizeWeight(0), w, scales), scales };
        if (hasBias)
        {
            inputs.Add(builder.Add(new QuantizeBias(input.Scale), builder.Parameter(path + ".bias", TensorType.Float(weight[0])), scales));
        }

        return [.. inputs];
    }
}
