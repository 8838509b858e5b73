using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Digits;
using ModelGen.Linking;
using Zoo;

namespace ModelGen.Conformance.Harness;

/// <summary>The models of the samples, as the build compiled them: every class of their assemblies that is one.</summary>
internal static class SampleModels
{
    /// <summary>The seed of weights that are not trained.</summary>
    public const int Seed = 1;

    private static readonly Dictionary<string, Type> Types = new[] { typeof(DigitClassifier), typeof(ResNet8) }
        .SelectMany(t => t.Assembly.GetTypes()).Where(IsModel).ToDictionary(t => t.Name);

    /// <summary>The names of all.</summary>
    public static TheoryData<string> All => [.. Types.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The names of those in the zoo, which have no calibration of their own.</summary>
    public static IEnumerable<string> Zoo => Types.Values.Where(t => t.Assembly == typeof(ResNet8).Assembly).Select(t => t.Name).Order(StringComparer.Ordinal);

    /// <summary>Tests a model, with its trained weights if it has any.</summary>
    public static void Check(string name, ISampleTest test)
    {
        Type type = Types[name];
        ModelWeights weights = type.GetCustomAttribute<ModelAttribute>()!.Weights is { } file
            ? ModelWeights.FromResource(type.Assembly, EmbeddedWeights.ResourceName(file))
            : ModelWeights.Random(InfoOf(type), Seed);
        typeof(ISampleTest).GetMethod(nameof(ISampleTest.Check))!.MakeGenericMethod(type).Invoke(test, BindingFlags.DoNotWrapExceptions, null, [weights], null);
    }

    private static ModelInfo InfoOf(Type type) => (ModelInfo)type.GetProperty(nameof(IModel<>.Info))!.GetValue(null)!;

    private static bool IsModel(Type type) => type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IModel<>));
}
