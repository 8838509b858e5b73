using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ModelGen;

/// <summary>The extents of a tensor, outermost axis first. Rank 0 is a scalar. Images are (N, H, W, C).</summary>
public readonly struct Shape : IEquatable<Shape>, IReadOnlyList<int>
{
    private readonly EquatableArray<int> extents;

    /// <summary>A shape of the given extents, each at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An extent is below 1, or the number of elements exceeds 2³¹ − 1.</exception>
    public Shape(params int[] extents)
    {
        long count = 1;
        foreach (int extent in extents)
        {
            if (extent < 1)
            {
                throw new ArgumentOutOfRangeException(nameof(extents), $"Every extent of a shape is at least 1, but one of [{string.Join(", ", extents)}] is {extent}.");
            }

            count *= extent;
            if (count > int.MaxValue)
            {
                throw new ArgumentOutOfRangeException(nameof(extents), $"The shape [{string.Join(", ", extents)}] has more than 2^31 - 1 elements.");
            }
        }

        this.extents = (int[])extents.Clone();
    }

    /// <summary>The shape of a scalar.</summary>
    public static Shape Scalar => default;

    /// <summary>The number of axes.</summary>
    public int Rank => extents.Count;

    int IReadOnlyCollection<int>.Count => Rank;

    /// <summary>The number of elements, 1 for a scalar.</summary>
    public int ElementCount
    {
        get
        {
            int count = 1;
            foreach (int extent in extents)
            {
                count *= extent;
            }

            return count;
        }
    }

    /// <summary>The extent of an axis; a negative axis counts from the end.</summary>
    public int this[int axis] => extents[axis < 0 ? axis + Rank : axis];

    /// <summary>A copy of the extents.</summary>
    public int[] ToArray() => extents.ToArray();

    /// <summary>The distance in elements between neighbours along each axis of a dense tensor.</summary>
    public int[] Strides()
    {
        var strides = new int[Rank];
        int stride = 1;
        for (int axis = Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= extents[axis];
        }

        return strides;
    }

    /// <summary>The shape with the extent of one axis replaced; a negative axis counts from the end.</summary>
    public Shape With(int axis, int extent)
    {
        int[] changed = ToArray();
        changed[axis < 0 ? axis + Rank : axis] = extent;
        return new Shape(changed);
    }

    /// <inheritdoc/>
    public bool Equals(Shape other) => extents.Equals(other.extents);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => extents.GetHashCode();

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)extents).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The extents in brackets, as in <c>[1, 28, 28, 1]</c>.</summary>
    public override string ToString() => "[" + string.Join(", ", extents.Select(e => e.ToString(CultureInfo.InvariantCulture))) + "]";

    /// <summary>Compares the extents.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Compares the extents.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);
}
