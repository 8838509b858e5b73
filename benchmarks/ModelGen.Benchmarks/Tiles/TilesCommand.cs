using System;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using ModelGen.CompilerServices;

namespace ModelGen.Benchmarks.Tiles;

/// <summary>How fast the products of bytes are by themselves on every instruction set that is there, for the layers of the networks.</summary>
internal static class TilesCommand
{
    private static readonly ProductShape[] Shapes =
    [
        new(5, 1, 8, 28), new(5, 8, 16, 14), new(3, 16, 16, 32), new(7, 3, 64, 112, 2), new(3, 64, 64, 56), new(3, 64, 128, 28, 2), new(3, 128, 128, 28), new(3, 256, 256, 14), new(3, 512, 512, 7), new(3, 256, 512, 7, 2),
        new(1, 64, 64, 56), new(1, 64, 256, 56), new(1, 256, 64, 56), new(1, 512, 128, 28), new(1, 128, 512, 28), new(1, 1024, 256, 14), new(1, 256, 1024, 14),
        new(1, 2048, 512, 7), new(1, 512, 2048, 7), new(1, 256, 512, 28, 2), new(1, 16, 96, 112), new(1, 24, 144, 56), new(1, 144, 32, 28), new(1, 96, 576, 14), new(1, 960, 160, 7),
        new(1, 320, 1280, 7), new(1, 2048, 1000, 1),
    ];

    private static readonly (string Name, bool IsSupported, Func<ProductShape, double?> Measure)[] Tiers =
    [
        Tier<Int8Amx>(), Tier<Int8Avx512Vnni>(), Tier<Int8Avx512>(), Tier<Int8AvxVnni>(), Tier<Int8Avx2>(), Winograd<Int8Avx2>(), Tier<Int8Vector128>(),
    ];

    /// <summary>The command <c>tiles</c>.</summary>
    public static Command Create()
    {
        var command = new Command("tiles", "Measures the sums of convolutions of bytes on one thread, on every instruction set, in billions of multiply-adds a second.");
        command.SetAction(_ => Run());
        return command;
    }

    private static int Run()
    {
        var tiers = Tiers.Where(t => t.IsSupported).ToArray();
        Console.WriteLine($"| layer | {string.Join(" | ", tiers.Select(t => t.Name))} |");
        Console.WriteLine($"|---|{string.Concat(tiers.Select(_ => "---|"))}");
        foreach (ProductShape shape in Shapes)
        {
            Console.WriteLine($"| {shape} | {string.Join(" | ", tiers.Select(t => t.Measure(shape)?.ToString("0", CultureInfo.InvariantCulture)))} |");
        }

        return 0;
    }

    private static (string Name, bool IsSupported, Func<ProductShape, double?> Measure) Tier<T>()
        where T : struct, IInt8Tile => (T.Isa.ToString(), T.IsSupported, shape => ProductClock<T>.Measure(shape));

    private static (string Name, bool IsSupported, Func<ProductShape, double?> Measure) Winograd<T>()
        where T : struct, IInt8Tile => ($"{T.Isa}, Winograd", T.IsSupported, WinogradClock<T>.Measure);
}
