using ModelGen.IR;
using Conv = ModelGen.IR.Operators.Conv2D;

namespace ModelGen.Compiler.Tests.Backends;

/// <summary>Makes values of a graph lie in planes with a halo.</summary>
internal static class Halo
{
    /// <summary>Adds a padded convolution, and an output, for each of the values.</summary>
    public static void Read(GraphBuilder builder, params int[] values)
    {
        foreach (int value in values)
        {
            string name = "halo" + value;
            int weight = builder.Parameter(name, TensorType.Float(2, builder.TypeOf(value).Shape[3], 3, 3));
            builder.Output(name, builder.Add(new Conv(1, 1, new Pads(1, 2, 1, 2), 1), value, weight));
        }
    }
}
