using ModelGen.IR.Calls;
using Operators = ModelGen.IR.Operators;

namespace ModelGen;

public static partial class Ops
{
    /// <summary>The matrix product over the last two axes: (…, m, k) and (…, k, n) yield (…, m, n); the axes before them broadcast.</summary>
    public static Tensor MatMul(Tensor left, Tensor right) => new Operators.MatMul().Apply(left, right);

    /// <summary>Exponentials that add up to 1 along an axis.</summary>
    public static Tensor Softmax(Tensor x, int axis = -1) => Apply(ReduceCalls.Softmax(x.Shape, axis), x);

    /// <summary>The mean over an axis.</summary>
    public static Tensor ReduceMean(Tensor x, int axis, bool keepDims = false) => ReduceMean(x, [axis], keepDims);

    /// <summary>The mean over several axes.</summary>
    public static Tensor ReduceMean(Tensor x, int[] axes, bool keepDims = false) => Apply(ReduceCalls.Mean(x.Shape, axes, keepDims), x);

    /// <summary>The sum over an axis.</summary>
    public static Tensor ReduceSum(Tensor x, int axis, bool keepDims = false) => ReduceSum(x, [axis], keepDims);

    /// <summary>The sum over several axes.</summary>
    public static Tensor ReduceSum(Tensor x, int[] axes, bool keepDims = false) => Apply(ReduceCalls.Sum(x.Shape, axes, keepDims), x);

    /// <summary>The greatest element over an axis.</summary>
    public static Tensor ReduceMax(Tensor x, int axis, bool keepDims = false) => ReduceMax(x, [axis], keepDims);

    /// <summary>The greatest element over several axes.</summary>
    public static Tensor ReduceMax(Tensor x, int[] axes, bool keepDims = false) => Apply(ReduceCalls.Max(x.Shape, axes, keepDims), x);
}
