using System;
using System.Runtime.Intrinsics;

namespace ModelGen.CompilerServices;

/// <summary>Which instruction set a model runs on.</summary>
internal static class IsaSelection
{
    /// <summary>The environment variable that names an instruction set for every model that does not choose one itself.</summary>
    public const string Variable = "MODELGEN_ISA";

    /// <summary>The option's choice, that of the environment, or the best there is.</summary>
    /// <exception cref="ArgumentException">The environment variable names no instruction set.</exception>
    /// <exception cref="PlatformNotSupportedException">The processor, or the target that the program was compiled for, lacks the choice.</exception>
    public static Isa Resolve(Isa? option) => Resolve(option, Environment.GetEnvironmentVariable(Variable));

    /// <summary>The single-precision lanes of a vector.</summary>
    public static int Lanes(Isa isa) => (int)isa / (8 * sizeof(float));

    internal static Isa Resolve(Isa? option, string? environment)
    {
        if (option is { } chosen)
        {
            return Supported(chosen, $"ModelOptions.Isa is {chosen}");
        }

        if (string.IsNullOrWhiteSpace(environment))
        {
            return Best;
        }

        return Parse(environment.Trim()) is { } named
            ? Supported(named, $"The environment variable {Variable} is '{environment}'")
            : throw new ArgumentException($"The environment variable {Variable} is '{environment}', but it must be one of {string.Join(", ", Enum.GetNames<Isa>())}, or unset.");
    }

    private static Isa Best => Vector512.IsHardwareAccelerated ? Isa.Vector512 : Vector256.IsHardwareAccelerated ? Isa.Vector256 : Isa.Vector128;

    private static Isa? Parse(string name)
    {
        foreach (Isa isa in Enum.GetValues<Isa>())
        {
            if (string.Equals(isa.ToString(), name, StringComparison.OrdinalIgnoreCase))
            {
                return isa;
            }
        }

        return null;
    }

    private static Isa Supported(Isa isa, string cause)
    {
        bool supported = isa switch
        {
            Isa.Vector128 => true,
            Isa.Vector256 => Vector256.IsHardwareAccelerated,
            Isa.Vector512 => Vector512.IsHardwareAccelerated,
            _ => false,
        };
        return supported
            ? isa
            : throw new PlatformNotSupportedException($"{cause}, but this processor, or the instruction set that the program was compiled for, supports {Best} at most.");
    }
}
