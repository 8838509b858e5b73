using System.Collections.Generic;
using ModelGen.Compiler.Backends.Npu.Emission;
using ModelGen.Compiler.Backends.Npu.Memory;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Linking;
using ModelGen.Npu;
using ModelGen.Numerics;

namespace ModelGen.Compiler.Backends.Npu.Lowering;

/// <summary>The parameters of REQ: bias, scale and shift of each channel.</summary>
internal static class ProductConstants
{
    private const int ScaleOffset = 4, ShiftOffset = 8;

    /// <summary>What a layer with constant weights says REQ.</summary>
    public static VectorSettings Requantization(QuantizedProduct op) => new(op.Rounding, OutZero: op.Y.ZeroPoint, Low: op.Min, High: op.Max);

    /// <summary>
    /// The constant with the parameters of a layer with constant weights. The array subtracts zero points itself, so the bias has no term of them. Linking
    /// also proves that no sum overflows.
    /// </summary>
    /// <param name="builder">The program.</param>
    /// <param name="node">The layer: input, weights, scales, perhaps a bias.</param>
    /// <param name="op">Its operator.</param>
    /// <param name="outputsFirst">The weights with the axis of output channels in front.</param>
    public static int Of(LayerBuilder builder, Node node, QuantizedProduct op, int outputsFirst)
    {
        ConstantTable constants = builder.Constants;
        int scales = node.Inputs[2], channels = builder.TypeOf(scales).Shape.ElementCount;
        var proof = new QuantizedBias(op.X, builder.TypeOf(node.Inputs[0]).Element, 1);
        constants.Prove(node.Inputs.Count > 3 ? constants.Derive(proof, outputsFirst, node.Inputs[3]) : constants.Derive(proof, outputsFirst), node.Scope);
        var parts = new List<NpuConstantPart>();
        if (node.Inputs.Count > 3)
        {
            parts.Add(Part(node.Inputs[3], channels, 0));
        }

        if (op.Rounding == RoundingRule.Onnx)
        {
            int product = constants.Derive(new Mul(), scales, constants.Derive(Literal.Scalar(op.X.Scale)));
            parts.Add(Part(constants.Derive(new Div(), product, constants.Derive(Literal.Scalar(op.Y.Scale))), channels, ScaleOffset));
        }
        else
        {
            parts.Add(Part(constants.Derive(new FixedPointFactor(op.X.Scale, op.Y.Scale, FixedPointPart.Mantissa), scales), channels, ScaleOffset));
            parts.Add(Part(constants.Derive(new FixedPointFactor(op.X.Scale, op.Y.Scale, FixedPointPart.Shift), scales), channels, ShiftOffset));
        }

        return constants.Linked((long)channels * NpuIsa.ParameterBytes, [.. parts]);
    }

    /// <summary>The constant of a layer whose channels all have the same scale and no bias.</summary>
    public static int Uniform(LayerBuilder builder, int channels, long scale, int shift)
    {
        byte[] bytes = new byte[channels * NpuIsa.ParameterBytes];
        for (int channel = 0; channel < channels; channel++)
        {
            for (int i = 0; i < sizeof(int); i++)
            {
                bytes[(channel * NpuIsa.ParameterBytes) + ScaleOffset + i] = (byte)(scale >> (8 * i));
                bytes[(channel * NpuIsa.ParameterBytes) + ShiftOffset + i] = (byte)(shift >> (8 * i));
            }
        }

        return builder.Constants.Bytes(bytes);
    }

    private static NpuConstantPart Part(int node, int count, int offset) => new(node, new Packing(0, new[] { PackSegment.Copy(count) }), offset, NpuIsa.ParameterBytes);
}
