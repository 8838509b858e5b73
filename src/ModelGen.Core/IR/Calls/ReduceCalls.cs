using System.Collections.Generic;
using ModelGen.IR.Operators;

namespace ModelGen.IR.Calls;

/// <summary>The operators that calls which reduce or normalise along axes stand for. Eager execution and the tracer both ask here.</summary>
public static class ReduceCalls
{
    /// <summary>The mean over some axes.</summary>
    public static Resolved<ReduceMean> Mean(Shape x, IReadOnlyList<int> axes, bool keepDims) =>
        CallAxis.Resolve(axes, x, out int[] resolved) is { } error ? Resolved<ReduceMean>.Fail(error) : new ReduceMean(resolved, keepDims);

    /// <summary>The sum over some axes.</summary>
    public static Resolved<ReduceSum> Sum(Shape x, IReadOnlyList<int> axes, bool keepDims) =>
        CallAxis.Resolve(axes, x, out int[] resolved) is { } error ? Resolved<ReduceSum>.Fail(error) : new ReduceSum(resolved, keepDims);

    /// <summary>The greatest element over some axes.</summary>
    public static Resolved<ReduceMax> Max(Shape x, IReadOnlyList<int> axes, bool keepDims) =>
        CallAxis.Resolve(axes, x, out int[] resolved) is { } error ? Resolved<ReduceMax>.Fail(error) : new ReduceMax(resolved, keepDims);

    /// <summary>Softmax along an axis.</summary>
    public static Resolved<Softmax> Softmax(Shape x, int axis) =>
        CallAxis.Resolve(axis, x, out int resolved) is { } error ? Resolved<Softmax>.Fail(error) : new Softmax(resolved);
}
