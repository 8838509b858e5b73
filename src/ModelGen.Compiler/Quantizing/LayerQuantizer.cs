using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Quantizing;

/// <summary>Convolutions and dense layers with constant weights, which get a scale for each output channel.</summary>
internal sealed class LayerQuantizer : OperatorQuantizer
{
    /// <inheritdoc/>
    public override bool MergesClamp => true;

    /// <inheritdoc/>
    public override string? ReasonForFloat(QuantizationContext context, Node node) => node.Operator is ConvTranspose2D { Groups: > 1 }
        ? "has groups, whose output channels have no axis of the weight for themselves"
        : context.IsConstant(node.Inputs[0])
            ? "has a constant input"
            : node.Inputs.Skip(1).All(context.IsConstant) ? null : "has weights that are computed from an input of the model";

    /// <inheritdoc/>
    public override void Quantize(QuantizationContext context, Node node, Node result)
    {
        Quantization x = context.Of(node.Inputs[0]), y = context.Of(result.Id);
        QuantizedClamp clamp = QuantizedClamp.Of(result.Operator, y, context.Element);
        int outputAxis = node.Operator is ConvTranspose2D ? 1 : 0;
        Node weight = context.Floats(node.Inputs[1]);
        Node scales = context.Add(node.Scope, new WeightScale(outputAxis), weight);
        var inputs = new List<Node> { context.Bytes(node.Inputs[0]), context.Add(node.Scope, new QuantizeWeight(outputAxis), weight, scales), scales };
        if (node.Inputs.Count > 2)
        {
            inputs.Add(context.Add(node.Scope, new QuantizeBias(x.Scale), context.Floats(node.Inputs[2]), scales));
        }

        Operator op = node.Operator switch
        {
            Conv2D c => new QuantizedConv2D(c.Stride, c.Dilation, c.Pads, c.Groups, x, y, context.Element, clamp.Min, clamp.Max, context.Rounding),
            ConvTranspose2D c => new QuantizedConvTranspose2D(
                c.Stride, c.Dilation, c.Pads, c.OutputPadding, c.Groups, x, y, context.Element, clamp.Min, clamp.Max, context.Rounding),
            Dense => new QuantizedDense(x, y, context.Element, clamp.Min, clamp.Max, context.Rounding),
            _ => throw new ArgumentException($"{node.Operator.Name} is no layer with weights.", nameof(node)),
        };
        context.AddBytes(result, node.Scope, op, [.. inputs]);
    }
}
