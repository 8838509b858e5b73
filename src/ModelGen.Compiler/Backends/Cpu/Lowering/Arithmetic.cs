namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>Arithmetic of extents and strides.</summary>
internal static class Arithmetic
{
    /// <summary>The greatest number that divides both, which are at least 0.</summary>
    public static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
