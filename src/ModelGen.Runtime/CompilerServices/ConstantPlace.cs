namespace ModelGen.CompilerServices;

/// <summary>Where a packed constant lies.</summary>
/// <param name="offset">Of its first byte.</param>
/// <param name="length">In bytes.</param>
internal readonly struct ConstantPlace(long offset, long length)
{
    public readonly long Offset = offset;
    public readonly long Length = length;
}
