namespace ModelGen.Linking;

/// <summary>
/// A nest of loops, outermost first, that writes consecutive elements: each is the source element at <paramref name="Offset"/> plus
/// the sum of index times stride, or zero where the sum of index times step (a channel, say) is not below <paramref name="Bound"/>.
/// </summary>
/// <param name="Offset">The source element of the first turn.</param>
/// <param name="Bound">The limit of the bounded index.</param>
/// <param name="Axes">The loops, outermost first.</param>
public sealed record PackSegment(int Offset, int Bound, EquatableArray<PackAxis> Axes)
{
    /// <summary>The number of elements that it writes.</summary>
    public int Length
    {
        get
        {
            int length = 1;
            foreach (PackAxis axis in Axes)
            {
                length = checked(length * axis.Extent);
            }

            return length;
        }
    }

    /// <summary>A plain copy of <paramref name="length"/> elements.</summary>
    public static PackSegment Copy(int length) => new(0, length, new[] { new PackAxis(length, 1, 1) });
}
