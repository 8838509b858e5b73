using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Planning;

/// <summary>
/// What the planner must know of a back end's kernels. The defaults ask of every kernel what its contract in <see cref="CanWriteOver"/>
/// says and nothing more; a back end overrides what its kernels need or forbid.
/// </summary>
public class PlanningRules
{
    /// <summary>
    /// The halo of zeros (zero points, in bytes) that the kernel of <paramref name="node"/> wants around its input <paramref name="index"/>. A value gets, on
    /// each side, the widest halo that any of its readers wants, so every kernel bears with a wider one than it asked for.
    /// </summary>
    public virtual Pads Halo(Node node, int index) => (index, Anchor(node.Operator)) switch
    {
        (0, Conv2D convolution) => convolution.Pads,
        (0, QuantizedConv2D convolution) => convolution.Pads,
        _ => Pads.None,
    };

    /// <summary>Working memory of the kernel of <paramref name="node"/>, in single-precision elements.</summary>
    public virtual int Scratch(Node node) => 0;

    /// <summary>
    /// Whether the kernel of <paramref name="node"/> may write its result over input <paramref name="index"/>, which has the same
    /// layout. True promises that the kernel reads each element of that input only for the result element of the same position,
    /// on the same thread, before it writes that one. It holds for element-wise operators, for the steps of fused kernels and for
    /// element-wise anchors; never for what a convolution, matrix product or pooling reads through its window.
    /// </summary>
    public virtual bool CanWriteOver(Node node, int index) => node.Operator switch
    {
        UnaryOperator or BinaryOperator or QuantizedUnary or Requantize or QuantizedBinaryOperator => true,
        PRelu => index == 0,
        Fused fused when index >= fused.AnchorInputs => true,
        Fused { Anchor: UnaryOperator or BinaryOperator or QuantizedUnary or Requantize or QuantizedBinaryOperator } => true,
        Fused { Anchor: PRelu } => index == 0,
        _ => false,
    };

    /// <summary>The operator that determines the kernel: that of the node, or the anchor of a fused one.</summary>
    protected static Operator Anchor(Operator op) => op is Fused fused ? fused.Anchor : op;
}
