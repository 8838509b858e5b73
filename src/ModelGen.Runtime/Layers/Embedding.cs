using System.Runtime.CompilerServices;
using Operators = ModelGen.IR.Operators;

namespace ModelGen;

/// <summary>A table of trained vectors, selected by index. Parameter: <c>weight</c> (count, dimension), as PyTorch has it.</summary>
public sealed class Embedding : Layer
{
    private readonly int count;
    private readonly int dimension;

    /// <summary>A table of vectors.</summary>
    /// <param name="count">The number of vectors, at least 1.</param>
    /// <param name="dimension">The number of elements of each, at least 1.</param>
    /// <param name="field">Filled in by the compiler: the name of the field, for errors before the layer is bound.</param>
    public Embedding(int count, int dimension, [CallerMemberName] string? field = null)
        : base(field)
    {
        this.count = Positive(count, nameof(count));
        this.dimension = Positive(dimension, nameof(dimension));
    }

    /// <summary>The vectors at indices (…), each from 0 to count − 1: (…, dimension).</summary>
    public Tensor Forward(Tensor indices) => Evaluate(new Operators.Gather(0), Parameter("weight", new Shape(count, dimension), indices), indices);
}
