namespace ModelGen.Compiler.Backends.Cpu;

/// <summary>The units of work of a step, which may depend on the vector width.</summary>
/// <param name="For128">With 4 lanes.</param>
/// <param name="For256">With 8 lanes.</param>
/// <param name="For512">With 16 lanes.</param>
public readonly record struct UnitCount(int For128, int For256, int For512)
{
    /// <summary>As many at every width.</summary>
    public static UnitCount Of(int units) => new(units, units, units);

    /// <summary>Whether the number is the same at every width.</summary>
    public bool IsUniform => For128 == For256 && For256 == For512;

    /// <summary>As many as <paramref name="rows"/> times the vectors that <paramref name="channels"/> fill.</summary>
    public static UnitCount PerVector(int rows, int channels) => new(
        rows * VectorTier.Vector128.Vectors(channels),
        rows * VectorTier.Vector256.Vectors(channels),
        rows * VectorTier.Vector512.Vectors(channels));
}
