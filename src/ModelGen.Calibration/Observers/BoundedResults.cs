using ModelGen.IR;
using ModelGen.Numerics;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Calibration.Observers;

/// <summary>
/// Functions whose results are bounded by definition. Their rare values at the bounds are what matters, and say nothing of outliers, so that no
/// method cuts them off.
/// </summary>
internal static class BoundedResults
{
    /// <summary>Whether a node's results lie between bounds that the function sets.</summary>
    public static bool Contain(Node node) => node.Operator is Operators.Softmax or Operators.Sigmoid or Operators.HardSigmoid or Operators.Tanh;

    /// <summary>
    /// The quantization that a rule requires of a node, or null. The reference kernels of TensorFlow Lite know one for the results of softmax
    /// and the logistic function (steps of 1/256 from 0) and of the hyperbolic tangent (steps of 1/128 from −1).
    /// </summary>
    public static TensorCalibration? Required(Node node, string key, ElementType element, RoundingRule rule)
    {
        int least = AffineRange.Minimum(element);
        return (rule, node.Operator) switch
        {
            (RoundingRule.TfLite, Operators.Softmax or Operators.Sigmoid) => new TensorCalibration(key, 0, 255f / 256, 1f / 256, least),
            (RoundingRule.TfLite, Operators.Tanh) => new TensorCalibration(key, -1, 127f / 128, 1f / 128, least + 128),
            _ => null,
        };
    }
}
