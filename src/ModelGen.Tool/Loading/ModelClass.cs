using System;
using System.Linq;

namespace ModelGen.Tool.Loading;

/// <summary>A model class of a loaded assembly.</summary>
internal sealed class ModelClass(Type type)
{
    private readonly Access access = (Access)Activator.CreateInstance(typeof(Access<>).MakeGenericType(type))!;

    /// <summary>The name with namespace, as in C#.</summary>
    public string FullName { get; } = type.FullName!.Replace('+', '.');

    /// <summary>The name without namespace.</summary>
    public string Name { get; } = type.Name;

    /// <summary>What the class says of itself.</summary>
    public ModelInfo Info => access.Info;

    /// <summary>Whether a type is a model class.</summary>
    public static bool IsModel(Type type) => type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false }
        && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IModel<>) && i.GenericTypeArguments[0] == type);

    /// <summary>The weights to use: those of a file, random ones, or those that are embedded in the assembly.</summary>
    /// <exception cref="ToolException">There are none, or the file does not exist.</exception>
    /// <exception cref="ModelWeightsException">They are malformed or do not fit.</exception>
    public ModelWeights GetWeights(WeightChoice choice)
    {
        ModelWeights weights = choice.Find() ?? (choice.RandomSeed is { } seed ? ModelWeights.Random(Info, seed) : GetEmbedded());
        weights.Check(Info);
        return weights;
    }

    /// <summary>A running model: a function from input buffers to output buffers.</summary>
    public Action<Array[], Array[]> Create(ModelWeights weights, ModelOptions options) => access.Create(weights, options);

    private ModelWeights GetEmbedded() => access.FindEmbedded()
        ?? throw new ToolException($"{Name} has no embedded weights: its [Model] attribute names none. Give --weights FILE, or --random-weights SEED to do without trained ones.");

    private abstract class Access
    {
        public abstract ModelInfo Info { get; }

        public abstract ModelWeights? FindEmbedded();

        public abstract Action<Array[], Array[]> Create(ModelWeights weights, ModelOptions options);
    }

    private sealed class Access<TModel> : Access
        where TModel : IModel<TModel>
    {
        public override ModelInfo Info => TModel.Info;

        public override ModelWeights? FindEmbedded() => ModelWeights.FindEmbedded<TModel>();

        public override Action<Array[], Array[]> Create(ModelWeights weights, ModelOptions options) => TModel.Create(weights, options).Run;
    }
}
