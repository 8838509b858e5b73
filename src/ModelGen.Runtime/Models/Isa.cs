namespace ModelGen;

/// <summary>
/// The instruction sets that kernels run on, weakest first. Several have vectors of one width: they differ in the products of bytes, and
/// give the same bits.
/// </summary>
public enum Isa
{
    /// <summary>Products of bytes one by one, the reference; otherwise as <see cref="Vector128"/>.</summary>
    Scalar = 1,

    /// <summary>128-bit vectors: SSE or NEON, with its dot products where there are any.</summary>
    Vector128 = 128,

    /// <summary>256-bit vectors: AVX2 with fused multiply-add.</summary>
    Vector256 = 256,

    /// <summary>256-bit vectors with dot products of bytes: AVX-VNNI.</summary>
    AvxVnni = 257,

    /// <summary>512-bit vectors: AVX-512.</summary>
    Vector512 = 512,

    /// <summary>512-bit vectors with dot products of bytes: AVX-512-VNNI.</summary>
    Avx512Vnni = 513,

    /// <summary>512-bit vectors with tile registers for products of bytes: AMX-INT8.</summary>
    AmxInt8 = 514,
}
