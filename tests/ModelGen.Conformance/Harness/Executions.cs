using System.Collections.Generic;
using System.Linq;
using ModelGen.CompilerServices;

namespace ModelGen.Conformance.Harness;

/// <summary>The ways in which a compiled model can run on this machine.</summary>
internal static class Executions
{
    /// <summary>Every vector width that the machine has, with one thread and with two.</summary>
    public static IReadOnlyList<ModelOptions> All { get; } =
        [.. new[] { Isa.Vector128, Isa.Vector256, Isa.Vector512 }.Where(IsSupported).SelectMany(isa => new[] { 1, 2 }.Select(threads => new ModelOptions { Isa = isa, Threads = threads }))];

    private static bool IsSupported(Isa isa) => isa switch
    {
        Isa.Vector512 => Simd512.IsSupported,
        Isa.Vector256 => Simd256.IsSupported,
        _ => true,
    };
}
