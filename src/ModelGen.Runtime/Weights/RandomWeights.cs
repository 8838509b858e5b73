using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ModelGen.IR;
using Operators = ModelGen.IR.Operators;

namespace ModelGen;

/// <summary>
/// Random parameters of the scale that their use calls for. Weights of convolutions and dense layers follow He et al., "Delving deep
/// into rectifiers" (2015), in its uniform form.
/// </summary>
internal static class RandomWeights
{
    /// <summary>A tensor for each parameter; each depends on the seed and its own name only.</summary>
    public static Dictionary<string, Tensor> Draw(ModelInfo info, ulong seed)
    {
        Dictionary<string, (float Low, float High)> ranges = Ranges(info.Graph);
        return info.Parameters.ToDictionary(p => p.Path, p => Draw(p, ranges.GetValueOrDefault(p.Path, (-0.5f, 0.5f)), seed));
    }

    private static Tensor Draw(ParameterInfo parameter, (float Low, float High) range, ulong seed)
    {
        var random = new SplitMix64(seed ^ Hash(parameter.Path));
        var values = new float[parameter.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = random.Uniform(range.Low, range.High);
        }

        return new Tensor(parameter.Type.Shape, values);
    }

    /// <summary>The range of each parameter, from the operator that first uses it and its place there.</summary>
    private static Dictionary<string, (float Low, float High)> Ranges(Graph graph)
    {
        Dictionary<int, Node> nodes = graph.ById();
        var constants = new ConstantNodes(graph);
        var ranges = new Dictionary<string, (float Low, float High)>(StringComparer.Ordinal);
        foreach (Node node in graph.Nodes.Where(n => !constants.Contains(n.Id)))
        {
            for (int place = 0; place < node.Inputs.Count; place++)
            {
                foreach (Operators.Parameter parameter in constants.ParametersOf(node.Inputs[place]))
                {
                    if (RangeOf(node.Operator, place, nodes[node.Inputs[place]].Type.Shape) is { } range)
                    {
                        ranges.TryAdd(parameter.Path, range);
                    }
                }
            }
        }

        return ranges;
    }

    private static (float Low, float High)? RangeOf(Operator op, int place, Shape shape) => (op, place) switch
    {
        (Operators.Conv2D, 1) => He(shape[1] * shape[2] * shape[3]),
        (Operators.ConvTranspose2D up, 1) => He((double)shape[0] / up.Groups * shape[2] * shape[3] / (up.Stride.Height * up.Stride.Width)),
        (Operators.Dense, 1) => He(shape[1]),
        (Operators.Conv2D or Operators.ConvTranspose2D or Operators.Dense, 2) => (-0.1f, 0.1f),
        (Operators.BatchNorm or Operators.LayerNorm, 1) => (0.8f, 1.2f),
        (Operators.BatchNorm, 4) => (0.5f, 1.5f),
        (Operators.BatchNorm or Operators.LayerNorm, _) => (-0.1f, 0.1f),
        (Operators.PRelu, 1) => (0.1f, 0.4f),
        (Operators.Gather, 0) => (-1, 1),
        _ => null,
    };

    /// <summary>Uniform with variance 2 / <paramref name="inputs"/>.</summary>
    private static (float Low, float High) He(double inputs)
    {
        float bound = (float)Math.Sqrt(6 / Math.Max(inputs, 1));
        return (-bound, bound);
    }

    /// <summary>The 64-bit FNV-1a hash of the UTF-8 bytes.</summary>
    private static ulong Hash(string text)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (byte value in Encoding.UTF8.GetBytes(text))
        {
            hash = unchecked((hash ^ value) * 0x100000001B3);
        }

        return hash;
    }
}
