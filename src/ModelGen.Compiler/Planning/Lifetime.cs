namespace ModelGen.Compiler.Planning;

/// <summary>A buffer before it has an offset: its length in single-precision elements and the steps from its first to its last use.</summary>
internal readonly record struct Lifetime(int Length, int First, int Last)
{
    /// <summary>Whether both are in use during one step, so that they must not overlap.</summary>
    public bool Meets(Lifetime other) => First <= other.Last && other.First <= Last;
}
