using System;

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

    /// <summary><see cref="Resolve(Isa?)"/> for kernels that only differ by the width of their vectors: the plain set of that width.</summary>
    /// <exception cref="ArgumentException">The environment variable names no instruction set.</exception>
    /// <exception cref="PlatformNotSupportedException">The processor, or the target that the program was compiled for, lacks the choice.</exception>
    public static Isa ResolveWidth(Isa? option) => Choose(option, Environment.GetEnvironmentVariable(Variable)) is { } chosen ? Width(chosen) : BestWidth;

    /// <summary>The plain set with vectors of the same width.</summary>
    public static Isa Width(Isa isa) => isa >= Isa.Vector512 ? Isa.Vector512 : isa >= Isa.Vector256 ? Isa.Vector256 : Isa.Vector128;

    /// <summary>The single-precision lanes of a vector.</summary>
    public static int Lanes(Isa isa) => (int)Width(isa) / (8 * sizeof(float));

    /// <summary>Whether the processor, and the target that the program was compiled for, have the set.</summary>
    public static bool IsSupported(Isa isa) => isa switch
    {
        Isa.Scalar => Int8Scalar.IsSupported,
        Isa.Vector128 => Int8Vector128.IsSupported,
        Isa.Vector256 => Simd256.IsSupported && Int8Avx2.IsSupported,
        Isa.AvxVnni => Simd256.IsSupported && Int8AvxVnni.IsSupported,
        Isa.Vector512 => Simd512.IsSupported && Int8Avx512.IsSupported,
        Isa.AmxInt8 => Simd512.IsSupported && Int8Amx.IsSupported,
        Isa.Avx512Vnni => Simd512.IsSupported && Int8Avx512Vnni.IsSupported,
        _ => false,
    };

    internal static Isa Resolve(Isa? option, string? environment) => Choose(option, environment) ?? Best;

    /// <summary>What the option or the environment asks for; null when neither does.</summary>
    private static Isa? Choose(Isa? option, string? environment)
    {
        if (option is { } chosen)
        {
            return Supported(chosen, $"ModelOptions.Isa is {chosen}");
        }

        if (string.IsNullOrWhiteSpace(environment))
        {
            return null;
        }

        return Parse(environment.Trim()) is { } named
            ? Supported(named, $"The environment variable {Variable} is '{environment}'")
            : throw new ArgumentException($"The environment variable {Variable} is '{environment}', but it must be one of {string.Join(", ", Enum.GetNames<Isa>())}, or unset.");
    }

    private static Isa BestWidth => Simd512.IsSupported ? Isa.Vector512 : Simd256.IsSupported ? Isa.Vector256 : Isa.Vector128;

    private static Isa Best => Strongest(BestWidth, IsSupported);

    /// <summary>The strongest set of a width among those that are there; the plain one if there is no other.</summary>
    internal static Isa Strongest(Isa width, Func<Isa, bool> isSupported)
    {
        Isa best = width;
        foreach (Isa isa in Enum.GetValues<Isa>())
        {
            best = isa > best && Width(isa) == width && isSupported(isa) ? isa : best;
        }

        return best;
    }

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

    private static Isa Supported(Isa isa, string cause) =>
        IsSupported(isa)
            ? isa
            : throw new PlatformNotSupportedException($"{cause}, but this processor, or the instruction set that the program was compiled for, supports {Best} at most.");
}
