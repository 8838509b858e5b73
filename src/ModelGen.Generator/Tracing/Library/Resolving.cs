using System;
using System.Linq;
using ModelGen.Generator.Tracing.Values;
using ModelGen.IR;
using ModelGen.IR.Calls;

namespace ModelGen.Generator.Tracing.Library;

/// <summary>Calls whose operator depends on the shape of the input: the rules that eager execution uses too.</summary>
internal static class Resolving
{
    /// <summary>A call of one tensor.</summary>
    public static LibraryFunction One<T>(Func<Shape, Arguments, Resolved<T>> resolve)
        where T : Operator => call => Apply(call, resolve(call.Arguments.Tensor("x").Shape, call.Arguments), call.Arguments.Tensor("x"));

    /// <summary>Adds the operator that a call stands for, or reports why there is none.</summary>
    public static Value Apply<T>(LibraryCall call, Resolved<T> resolved, params TensorValue[] inputs)
        where T : Operator => resolved.Error is { } error ? call.ShapeError(error) : call.Apply(resolved.Value, inputs);

    /// <summary>Adds the operators that a call of several results stands for, or reports why there are none.</summary>
    public static Value ApplyAll<T>(LibraryCall call, Resolved<T[]> resolved, TensorValue input)
        where T : Operator => resolved.Error is { } error ? call.ShapeError(error) : new ListValue([.. resolved.Value.Select(op => call.Apply(op, input))]);
}
