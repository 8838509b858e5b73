using System;
using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Calls;

namespace ModelGen;

/// <summary>
/// The operations of a model besides its layers. Each executes eagerly; inside a model's <c>Forward</c> the generator compiles it.
/// Images are (N, H, W, C); axis 0 is the batch, and a negative axis counts from the end. Where shapes do not fit, an
/// <see cref="ArgumentException"/> names them.
/// </summary>
public static partial class Ops
{
    private static Tensor Apply<T>(Resolved<T> call, params Tensor[] inputs)
        where T : Operator => call.Error is { } error ? throw new ArgumentException($"{typeof(T).Name}: {error}") : call.Value.Apply(inputs);

    private static Tensor[] Apply<T>(Resolved<T[]> call, string name, Tensor input)
        where T : Operator => call.Error is { } error ? throw new ArgumentException($"{name}: {error}") : [.. call.Value.Select(op => op.Apply(input))];
}
