using System.Globalization;
using System.Linq;

namespace ModelGen;

/// <summary>What a safetensors header says of one tensor, validated.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Element">Its element type.</param>
/// <param name="Extents">Its extents, each at least 0; their product times the element's size is <paramref name="Length"/>.</param>
/// <param name="Offset">Where its bytes begin, from the start of the file.</param>
/// <param name="Length">The number of its bytes.</param>
public sealed record SafetensorsEntry(string Name, SafetensorsElement Element, EquatableArray<long> Extents, long Offset, long Length)
{
    /// <summary>The element type as the file has it, as in <c>F32</c>.</summary>
    public string DataType => SafetensorsElements.NameOf(Element);

    /// <summary>As in <c>F32[8, 1, 5, 5]</c>.</summary>
    public string Type => DataType + "[" + string.Join(", ", Extents.Select(e => e.ToString(CultureInfo.InvariantCulture))) + "]";

    /// <summary>Whether the tensor has exactly these extents.</summary>
    internal bool HasShape(Shape shape)
    {
        bool same = Extents.Count == shape.Rank;
        for (int axis = 0; same && axis < shape.Rank; axis++)
        {
            same = Extents[axis] == shape[axis];
        }

        return same;
    }
}
