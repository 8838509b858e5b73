using ModelGen.IR.Operators;

namespace ModelGen.IR.Calls;

/// <summary>The operators that the directives of dense layers stand for. Eager execution and the tracer both ask here.</summary>
public static class DenseCalls
{
    /// <summary>
    /// What reorders the columns of a weight (units, channels · height · width) to (height, width, channels) order: operators to apply
    /// one after the other.
    /// </summary>
    public static Resolved<Operator[]> FromChannelsFirst(Shape weight, int height, int width, int channels)
    {
        if (weight.Rank != 2 || height < 1 || width < 1 || channels < 1 || (long)height * width * channels != weight[1])
        {
            return Resolved<Operator[]>.Fail($"has a weight of {weight}, whose columns are no plane of {height}×{width}×{channels} (height, width, channels) flattened.");
        }

        return new Operator[]
        {
            new Reshape(new Shape(weight[0], channels, height, width)),
            new Transpose((int[])[0, 2, 3, 1]),
            new Reshape(weight),
        };
    }
}
