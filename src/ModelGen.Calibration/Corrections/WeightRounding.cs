using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Calibration.Corrections;

/// <summary>Rounds weights as int8 does, by the operators that quantize them.</summary>
internal static class WeightRounding
{
    /// <summary>The axis of output channels.</summary>
    private const int Axis = 0;

    /// <summary>A weight whose first axis counts the output channels, rounded channel by channel.</summary>
    public static Tensor Round(Tensor weight)
    {
        Tensor scales = Apply(new WeightScale(Axis), weight);
        sbyte[] quantized = Apply(new QuantizeWeight(Axis), weight, scales).SignedBytes;
        int size = quantized.Length / weight.Shape[Axis];
        return new Tensor(weight.Shape, [.. quantized.Select((q, i) => q * scales.Floats[i / size])]);
    }

    private static Tensor Apply(Operator op, params Tensor[] inputs) => op.Evaluate(inputs, op.Infer([.. inputs.Select(i => i.Type)]).Type);
}
