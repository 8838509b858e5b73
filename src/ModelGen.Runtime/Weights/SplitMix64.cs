namespace ModelGen;

/// <summary>
/// The SplitMix64 generator: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (OOPSLA 2014), with the constants of
/// Vigna's reference implementation. Integer arithmetic only, so that every platform draws the same numbers.
/// </summary>
internal struct SplitMix64(ulong seed)
{
    private ulong state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            ulong z = state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>A number between <paramref name="low"/> and <paramref name="high"/>, uniformly distributed over 2²⁴ steps.</summary>
    public float Uniform(float low, float high) => (float)(low + ((double)(Next() >> 40) / (1 << 24) * ((double)high - low)));
}
