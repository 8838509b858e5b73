using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ModelGen.IR.Text;

namespace ModelGen.IR.Operators;

/// <summary>
/// One element-wise step of a fused kernel. An operand of at least 0 is an input of the fused node; an operand below 0 is an earlier
/// value of the same kernel: <c>~0</c> the anchor's result, <c>~k</c> that of step k, counted from 1.
/// </summary>
public readonly record struct FusedStep(Operator Operator, EquatableArray<int> Operands);

/// <summary>
/// An anchor (convolution, matrix product, pooling, or an element-wise operator) followed by element-wise steps that run while its
/// result is in registers. The node's first <paramref name="AnchorInputs"/> inputs are the anchor's, the rest belong to the steps.
/// The result is that of the last step.
/// </summary>
public sealed record Fused(Operator Anchor, int AnchorInputs, EquatableArray<FusedStep> Steps) : Operator
{
    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs)
    {
        if (AnchorInputs < 0 || AnchorInputs > inputs.Count)
        {
            return Inference.Fail($"the anchor takes {AnchorInputs} inputs, but the node has {inputs.Count}.");
        }

        if (Anchor is Fused || Steps.Any(s => s.Operator is Fused))
        {
            return Inference.Fail("a fused kernel holds no fused kernel.");
        }

        Inference result = Anchor.Infer([.. inputs.Take(AnchorInputs)]);
        var values = new List<TensorType>();
        foreach (FusedStep step in Steps)
        {
            if (result.Error is not null)
            {
                return result;
            }

            values.Add(result.Type);
            foreach (int operand in step.Operands)
            {
                if (operand >= 0 ? operand >= inputs.Count : ~operand >= values.Count)
                {
                    return Inference.Fail($"{step.Operator.Name}, step {values.Count}, takes {Reference(operand)}, which does not exist there.");
                }
            }

            result = step.Operator.Infer([.. step.Operands.Select(o => o >= 0 ? inputs[o] : values[~o])]);
        }

        return result;
    }

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output)
    {
        var values = new List<Tensor> { Anchor.Apply([.. inputs.Take(AnchorInputs)]) };
        foreach (FusedStep step in Steps)
        {
            values.Add(step.Operator.Apply([.. step.Operands.Select(o => o >= 0 ? inputs[o] : values[~o])]));
        }

        return values[values.Count - 1];
    }

    /// <inheritdoc/>
    public override long Macs(IReadOnlyList<TensorType> inputs, TensorType output)
    {
        TensorType[] anchorInputs = [.. inputs.Take(AnchorInputs)];
        return Anchor.Macs(anchorInputs, Anchor.Infer(anchorInputs).Type);
    }

    /// <summary>
    /// Writes the anchor and each step as an operation of its own, such as <c>anchor=Conv2D($0, $1) {…}, step1=Add(^0, $2), step2=Relu(^1)</c>:
    /// <c>$</c> an input of the node, <c>^</c> a value of this kernel.
    /// </summary>
    public override void WriteAttributes(AttributeWriter writer)
    {
        writer.Operation("anchor", GraphPrinter.Print(Anchor, string.Join(", ", Enumerable.Range(0, AnchorInputs).Select(Reference))));
        for (int i = 0; i < Steps.Count; i++)
        {
            writer.Operation(StepName(i), GraphPrinter.Print(Steps[i].Operator, string.Join(", ", Steps[i].Operands.Select(Reference))));
        }
    }

    internal static Fused Read(AttributeReader reader)
    {
        (Operator anchor, string[] anchorOperands) = Operation(reader, "anchor");
        if (!anchorOperands.SequenceEqual(Enumerable.Range(0, anchorOperands.Length).Select(Reference)))
        {
            throw new FormatException($"The anchor's operands must be $0, $1, … in order, but they are '{string.Join(", ", anchorOperands)}'.");
        }

        var steps = new List<FusedStep>();
        while (reader.Has(StepName(steps.Count)))
        {
            (Operator op, string[] operands) = Operation(reader, StepName(steps.Count));
            steps.Add(new FusedStep(op, operands.Select(ParseReference).ToArray()));
        }

        return new Fused(anchor, anchorOperands.Length, steps.ToArray());
    }

    private static (Operator Operator, string[] Operands) Operation(AttributeReader reader, string name)
    {
        (Operator op, string[] operands) = reader.Operation(name);
        return op is Fused ? throw new FormatException("A fused kernel holds no fused kernel.") : (op, operands);
    }

    private static string StepName(int index) => "step" + (index + 1).ToString(CultureInfo.InvariantCulture);

    private static string Reference(int operand) =>
        operand >= 0 ? "$" + operand.ToString(CultureInfo.InvariantCulture) : "^" + (~operand).ToString(CultureInfo.InvariantCulture);

    private static int ParseReference(string text) =>
        text.Length > 1 && text[0] is '$' or '^' && int.TryParse(text.Substring(1), NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            ? text[0] == '$' ? value : ~value
            : throw new FormatException($"'{text}' is no operand; write $0 for an input of the node and ^0 for a value of the kernel.");
}
