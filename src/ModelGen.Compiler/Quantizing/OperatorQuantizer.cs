using System.Linq;
using ModelGen.IR;

namespace ModelGen.Compiler.Quantizing;

/// <summary>The 8-bit form of some operators.</summary>
internal abstract class OperatorQuantizer
{
    /// <summary>Whether the result can saturate at the bounds of a clamp.</summary>
    public virtual bool MergesClamp => false;

    /// <summary>Why a node computes in single precision, as the rest of a sentence about its operator; null when it computes in bytes.</summary>
    public abstract string? ReasonForFloat(QuantizationContext context, Node node);

    /// <summary>The reason of an operand that is known when weights are linked, unless the model itself names it; null without one.</summary>
    protected static string? ReasonOfConstants(QuantizationContext context, Node node) => node.Inputs.Any(id => context.IsConstant(id) && !context.IsQuantizableLiteral(id))
        ? "has an operand that is computed of weights, whose range is not known before they are linked"
        : null;

    /// <summary>Adds the 8-bit form of <paramref name="node"/>.</summary>
    /// <param name="context">The graph under construction.</param>
    /// <param name="node">The node.</param>
    /// <param name="result">The node whose value is yielded: a clamp behind the node, or the node itself.</param>
    public abstract void Quantize(QuantizationContext context, Node node, Node result);
}
