using System.Linq;
using CsCheck;

namespace ModelGen.Conformance.Harness;

/// <summary>Draws the choices of one case from a CsCheck generator state, which a seed names.</summary>
internal sealed class Draw(PCG state)
{
    private static readonly int[] ChannelCounts = [1, 3, 5, 16, 17, 33, 64];

    /// <summary>The state that a seed names, as failure messages print it.</summary>
    public static Draw FromSeed(string seed) => new(PCG.Parse(seed));

    /// <summary>From <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Int(int least, int most) => least >= most ? least : Gen.Int[least, most].Generate(state, null, out _);

    /// <summary>True once in <paramref name="times"/>.</summary>
    public bool OneIn(int times) => Int(1, times) == 1;

    /// <summary>One of the choices.</summary>
    public T Pick<T>(params T[] choices) => choices[Int(0, choices.Length - 1)];

    /// <summary>A number of channels: those that fill vectors and those that leave remainders.</summary>
    public int Channels() => Pick(ChannelCounts);

    /// <summary>The axes in random order.</summary>
    public int[] Permutation(int rank) => [.. Enumerable.Range(0, rank).OrderBy(_ => Int(0, 1 << 20))];

    /// <summary>From <paramref name="low"/> to <paramref name="high"/>.</summary>
    public float Float(float low, float high) => Gen.Float[low, high].Generate(state, null, out _);
}
