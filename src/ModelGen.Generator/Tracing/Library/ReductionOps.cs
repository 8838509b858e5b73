using System;
using System.Collections.Generic;
using ModelGen.Generator.Tracing.Values;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Generator.Tracing.Library;

/// <summary>The part of <c>Ops</c> that works along axes.</summary>
internal static class ReductionOps
{
    /// <summary>The functions by name.</summary>
    public static IReadOnlyDictionary<string, LibraryFunction> Functions { get; } = new Dictionary<string, LibraryFunction>(StringComparer.Ordinal)
    {
        ["ModelGen.Ops.ReduceMean"] = Reduce((axes, keep) => new ReduceMean(axes, keep)),
        ["ModelGen.Ops.ReduceSum"] = Reduce((axes, keep) => new ReduceSum(axes, keep)),
        ["ModelGen.Ops.ReduceMax"] = Reduce((axes, keep) => new ReduceMax(axes, keep)),
        ["ModelGen.Ops.Softmax"] = call =>
        {
            TensorValue x = call.Arguments.Tensor("x");
            return call.Axis(x.Shape, call.Arguments.Int("axis")) is { } axis ? call.Apply(new Softmax(axis), x) : UnknownValue.Instance;
        },
    };

    private static LibraryFunction Reduce(Func<int[], bool, Operator> create) => call =>
    {
        Arguments arguments = call.Arguments;
        TensorValue x = arguments.Tensor("x");
        int[] axes = arguments.Has("axes") ? arguments.Ints("axes") : [arguments.Int("axis")];
        for (int i = 0; i < axes.Length; i++)
        {
            if (call.Axis(x.Shape, axes[i]) is not { } axis)
            {
                return UnknownValue.Instance;
            }

            axes[i] = axis;
        }

        return call.Apply(create(axes, arguments.Bool("keepDims")), x);
    };
}
