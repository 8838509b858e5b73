using System.ComponentModel;

namespace ModelGen.CompilerServices;

/// <summary>The addition that follows a product of bytes under ONNX's rule, as in <see cref="ByteRows.AddOnnx{S, V}"/>: one operand is the product's own result.</summary>
/// <param name="ownFactor">The scale of the product's result in units of that of the sum.</param>
/// <param name="otherFactor">The scale of the other operand in these units.</param>
/// <param name="offset">What stands for the zero points.</param>
/// <param name="isOwnLeft">Whether the product's result is the left operand: the right one is multiplied first.</param>
/// <param name="min">The least sum, at least 0.</param>
/// <param name="max">The greatest sum, at most 255.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ByteSum(float ownFactor, float otherFactor, float offset, bool isOwnLeft, int min, int max)
{
    internal float OwnFactor { get; } = ownFactor;

    internal float OtherFactor { get; } = otherFactor;

    internal float Offset { get; } = offset;

    internal bool IsOwnLeft { get; } = isOwnLeft;

    internal int Min { get; } = min;

    internal int Max { get; } = max;
}
