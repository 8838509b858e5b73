using System.Linq;

namespace ModelGen.Runtime.Tests.Layers;

/// <summary>Layers with weights, bound at a path as generated code does.</summary>
internal static class Bound
{
    public static T At<T>(T layer, string path, params (string Name, Tensor Value)[] parameters)
        where T : Layer
    {
        ModelWeights weights = ModelWeights.Create(parameters.ToDictionary(p => p.Name.Length == 0 ? path : path + "." + p.Name, p => p.Value));
        new ParameterScope(weights).Bind(path, layer);
        return layer;
    }

    public static Tensor Tensor(int[] shape, params float[] values) => new(new Shape(shape), values);
}
