using System.Globalization;

namespace ModelGen.IR.Text;

/// <summary>Parses shapes and types as they print: <c>[1, 28]</c>, <c>f32[1, 28]</c>.</summary>
internal static class TypeText
{
    public static bool TryParse(string text, out TensorType type)
    {
        int bracket = text.IndexOf('[');
        if (bracket >= 0 && ElementTypes.TryParse(text.Substring(0, bracket), out ElementType element) && TryParseShape(text.Substring(bracket), out Shape shape))
        {
            type = new TensorType(element, shape);
            return true;
        }

        type = default;
        return false;
    }

    public static bool TryParseShape(string text, out Shape shape)
    {
        shape = default;
        if (!TrySplitList(text, out string[] items))
        {
            return false;
        }

        var extents = new int[items.Length];
        long count = 1;
        for (int axis = 0; axis < extents.Length; axis++)
        {
            if (!int.TryParse(items[axis], NumberStyles.None, CultureInfo.InvariantCulture, out extents[axis]) || extents[axis] < 1 || (count *= extents[axis]) > int.MaxValue)
            {
                return false;
            }
        }

        shape = new Shape(extents);
        return true;
    }

    /// <summary>The trimmed items of a comma-separated list in brackets.</summary>
    public static bool TrySplitList(string text, out string[] items)
    {
        if (text.Length < 2 || text[0] != '[' || text[text.Length - 1] != ']')
        {
            items = [];
            return false;
        }

        string inner = text.Substring(1, text.Length - 2).Trim();
        items = inner.Length == 0 ? [] : inner.Split(',');
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = items[i].Trim();
        }

        return true;
    }
}
