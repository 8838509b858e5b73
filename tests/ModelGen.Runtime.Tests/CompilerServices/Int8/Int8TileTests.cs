using System;
using System.Linq;
using ModelGen.CompilerServices;
using ModelGen.Runtime.Tests.CompilerServices.MachineCode;
using ModelGen.Tests;

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

    [SkippableFact]
    public void Amx() => Check<Int8Amx>(Isa.AmxInt8);

    /// <summary>The machine code of AMX, wherever the tests run.</summary>
    [Fact]
    public void Amx_interpreted() => Check<InterpretedAmx>(Isa.AmxInt8, cases: 4, problem => AmxInterpreter.IsReadable = problem.Holds);

    private static void Check<T>(Isa isa, int cases = 10, Action<TileProblem>? begin = null)
        where T : IInt8Tile
    {
        Assert.Equal(isa, T.Isa);
        Skip.IfNot(T.IsSupported, $"There is no {isa} here.");
        for (int blocks = 1; blocks <= Int8TileArguments.MostBlocks; blocks++)
        {
            foreach (int pixels in Enumerable.Range(1, 17).Concat([28, 31, 32, 33, 48, 49, 56, Int8TileArguments.MostPixels]))
            {
                RandomCases.Check(cases, random =>
                {
                    // Other windows for every shape.
                    var problem = new TileProblem(new Random(random.Next() ^ ((8 * pixels) + blocks)), pixels, blocks, mostQuads: (pixels + blocks) % 3 == 0 ? 60 : 9);
                    begin?.Invoke(problem);
                    int[] expected = problem.Expected(), actual = problem.Run<T>();
                    Assert.True(expected.SequenceEqual(actual), $"{problem}: {string.Join(' ', expected)} became {string.Join(' ', actual)}");
                });
            }
        }
    }
}
