using System.CommandLine;
using ModelGen.Tool.Loading;

namespace ModelGen.Tool.Commands;

/// <summary>Arguments and options that several commands share.</summary>
internal static class ModelArguments
{
    public static Argument<string> Assembly() => new("assembly")
    {
        HelpName = "ASSEMBLY",
        Description = "The .dll that was built from the project with the model, as in bin/Release/net10.0/App.dll.",
    };

    public static Argument<string> Class() => new("class")
    {
        HelpName = "CLASS",
        Description = "The model class, with or without its namespace.",
    };

    public static Option<string?> Weights() => new("--weights", "-w")
    {
        HelpName = "FILE",
        Description = "Trained weights, a .safetensors file. Without it: those embedded in the assembly.",
    };

    public static Option<ulong?> RandomWeights() => new("--random-weights")
    {
        HelpName = "SEED",
        Description = "Random weights of a fitting scale instead of trained ones.",
    };

    public static Option<string?> Precision()
    {
        Option<string?> option = new("--precision") { Description = "The precision of a calibrated model. Without it: int8." };
        option.AcceptOnlyFromAmong("int8", "f32");
        return option;
    }

    /// <summary>The precision that the option asks for; null without it.</summary>
    public static Precision? Precision(ParseResult result, Option<string?> option) => result.GetValue(option) switch
    {
        "int8" => ModelGen.Precision.Int8,
        "f32" => ModelGen.Precision.F32,
        _ => null,
    };

    /// <summary>What the two options together ask for.</summary>
    /// <exception cref="ToolException">Both are given.</exception>
    public static WeightChoice Choose(ParseResult result, Option<string?> weights, Option<ulong?> randomWeights)
    {
        var choice = new WeightChoice(result.GetValue(weights), result.GetValue(randomWeights));
        return choice is { File: not null, RandomSeed: not null }
            ? throw new ToolException("--weights and --random-weights exclude each other: give one.")
            : choice;
    }
}
