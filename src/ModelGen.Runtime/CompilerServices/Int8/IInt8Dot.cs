namespace ModelGen.CompilerServices;

/// <summary>How an instruction set multiplies quads of bytes; <see cref="Int8VectorTile{D, V, X, W}"/> makes tiles of it.</summary>
/// <typeparam name="V">The sums of as many channels as it has lanes.</typeparam>
/// <typeparam name="X">A quad of activations in the form that the product wants.</typeparam>
/// <typeparam name="W">A quad of weights for each lane in the form that the product wants.</typeparam>
internal unsafe interface IInt8Dot<V, X, W>
    where V : struct
    where X : struct
    where W : struct
{
    /// <summary>The lanes of <typeparamref name="V"/>: 4, 8 or 16.</summary>
    static abstract int Lanes { get; }

    /// <summary>The vectors of channels that a pass over the window takes, 1 to 4, as many as the registers hold.</summary>
    static abstract int Vectors { get; }

    /// <summary>The pixels that a pass takes with so many vectors.</summary>
    static abstract int Pixels(int vectors);

    /// <summary>No sum yet.</summary>
    static abstract V Zero { get; }

    /// <summary>One quad of activations for all lanes.</summary>
    static abstract X Activations(byte* x);

    /// <summary>A quad of activations for each lane.</summary>
    static abstract X Quads(byte* x);

    /// <summary>A quad of weights for each lane.</summary>
    static abstract W Weights(byte* weights);

    /// <summary>Adds the products of a quad.</summary>
    static abstract V Add(V sum, X x, W weights);

    /// <summary>Adds what a sum still lacks, whatever the activations are, to the correction of its lanes.</summary>
    static abstract V Correct(V correction, W weights);

    /// <summary>Stores the corrected sums.</summary>
    static abstract void Store(V sum, V correction, int* destination);
}
