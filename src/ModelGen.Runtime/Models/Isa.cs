namespace ModelGen;

/// <summary>The instruction sets that kernels run on, weakest first.</summary>
public enum Isa
{
    /// <summary>128-bit vectors: SSE or NEON.</summary>
    Vector128 = 128,

    /// <summary>256-bit vectors: AVX2 with fused multiply-add.</summary>
    Vector256 = 256,

    /// <summary>512-bit vectors: AVX-512.</summary>
    Vector512 = 512,
}
