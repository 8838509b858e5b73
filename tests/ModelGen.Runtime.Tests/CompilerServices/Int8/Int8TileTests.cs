using System;
using System.Linq;
using ModelGen.CompilerServices;
using ModelGen.Runtime.Tests.Support;

namespace ModelGen.Runtime.Tests.CompilerServices.Int8;

/// <summary>Every tier that the machine has computes the product by definition.</summary>
public sealed class Int8TileTests
{
    [Fact]
    public void Scalar() => Check<Int8Scalar>(Isa.Scalar);

    [Fact]
    public void Vector128() => Check<Int8Vector128>(Isa.Vector128);

    [SkippableFact]
    public void Avx2() => Check<Int8Avx2>(Isa.Vector256);

    [SkippableFact]
    public void AvxVnni() => Check<Int8AvxVnni>(Isa.AvxVnni);

    [SkippableFact]
    public void Avx512() => Check<Int8Avx512>(Isa.Vector512);

    [SkippableFact]
    public void Avx512Vnni() => Check<Int8Avx512Vnni>(Isa.Avx512Vnni);

    private static void Check<T>(Isa isa)
        where T : IInt8Tile
    {
        Assert.Equal(isa, T.Isa);
        Skip.IfNot(T.IsSupported, $"There is no {isa} here.");
        for (int blocks = 1; blocks <= Int8TileArguments.MostBlocks; blocks++)
        {
            Assert.InRange(T.Pixels(blocks), 1, Int8TileArguments.MostPixels);
            for (int pixels = 1; pixels <= T.Pixels(blocks); pixels++)
            {
                RandomCases.Check(20, random =>
                {
                    var problem = new TileProblem(random, pixels, blocks);
                    int[] expected = problem.Expected(), actual = problem.Run<T>();
                    Assert.True(expected.SequenceEqual(actual), $"{problem}: {string.Join(' ', expected)} became {string.Join(' ', actual)}");
                });
            }
        }
    }
}
