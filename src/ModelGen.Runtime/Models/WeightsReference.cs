using System.Reflection;

namespace ModelGen;

/// <summary>Weights, or embedded weights that are read when they are first asked for.</summary>
internal sealed class WeightsReference
{
    private readonly Assembly? assembly;
    private readonly string? resource;
    private ModelWeights? value;

    public WeightsReference(ModelWeights weights) => value = weights;

    public WeightsReference(Assembly assembly, string resource)
    {
        this.assembly = assembly;
        this.resource = resource;
    }

    /// <summary>The weights. Two threads may read them at once; both get them.</summary>
    /// <exception cref="ModelWeightsException">There is no such resource, it is malformed, or a value is not finite.</exception>
    public ModelWeights Value => value ??= ModelWeights.FromResource(assembly!, resource!);
}
