using System;
using System.Linq;
using System.Runtime.CompilerServices;
using ModelGen.CompilerServices;

namespace ModelGen.Runtime.Tests.CompilerServices.Int8;

/// <summary>Operands of a tile, in memory that ends where it may no longer be read or written.</summary>
internal sealed unsafe class TileProblem
{
    private const int Guard = 0x5A5A5A5A;

    private readonly byte[] x;
    private readonly AlignedBuffer weights;
    private readonly int[] sums;
    private readonly int[] starts;

    public TileProblem(Random random, int pixels, int blocks, int mostQuads = 9)
    {
        Pixels = pixels;
        Blocks = blocks;
        Quads = random.Next(1, mostQuads + 1);
        Runs = random.Next(1, 5);
        OuterRuns = random.Next(1, 4);
        RunStride = random.Next(0, (Quads * 4) + 20);
        OuterStride = random.Next(0, 200);
        int window = (Quads * 4) + ((Runs - 1) * RunStride) + ((OuterRuns - 1) * OuterStride);
        GroupPixels = random.Next(1, 17);
        PixelStride = random.Next(3) == 0 ? 0 : random.Next(1, 50);
        starts = [.. Enumerable.Range(0, pixels).Select(_ => random.Next(0, 100))];
        for (int pixel = 0; pixel < pixels && PixelStride > 0; pixel++)
        {
            starts[pixel] = pixel % GroupPixels == 0 ? starts[pixel] : starts[pixel - 1] + PixelStride;
        }

        x = GC.AllocateUninitializedArray<byte>(starts.Max() + window, pinned: true);
        int line = OuterRuns * Runs * Quads * Int8TileArguments.QuadBytes;
        BlockStride = line + (random.Next(0, 3) * 64);
        int weightLength = ((blocks - 1) * BlockStride) + line;
        weights = new AlignedBuffer(weightLength);
        bool isExtreme = random.Next(3) == 0;
        random.NextBytes(x);
        for (int i = 0; i < x.Length && isExtreme; i++)
        {
            x[i] = random.Next(8) == 0 ? (byte)0 : (byte)255;
        }

        int sign = random.Next(3) - 1;
        for (int i = 0; i < weightLength; i++)
        {
            weights.Start[i] = unchecked((byte)(sbyte)(isExtreme ? Extreme(sign == 0 ? random.Next(3) - 1 : sign) : random.Next(-128, 128)));
        }

        int groups = (pixels + GroupPixels - 1) / GroupPixels;
        sums = GC.AllocateArray<int>((groups * GroupPixels * blocks * 16) + 16, pinned: true);
    }

    public int Pixels { get; }

    public int Blocks { get; }

    public int Quads { get; }

    public int Runs { get; }

    public int OuterRuns { get; }

    public int RunStride { get; }

    public int OuterStride { get; }

    public int BlockStride { get; }

    public int GroupPixels { get; }

    public int PixelStride { get; }

    /// <summary>Whether a range of memory lies within an operand.</summary>
    public bool Holds(nint address, int length)
    {
        fixed (byte* activations = x)
        fixed (int* results = sums)
        {
            return IsWithin((nint)activations, x.Length)
                || IsWithin((nint)weights.Start, ((Blocks - 1) * BlockStride) + (OuterRuns * Runs * Quads * Int8TileArguments.QuadBytes))
                || IsWithin((nint)results, (sums.Length - 16) * sizeof(int));
        }

        bool IsWithin(nint start, int size) => address >= start && address + length <= start + size;
    }

    /// <summary>The sums that a tier computes.</summary>
    public int[] Run<T>()
        where T : IInt8Tile
    {
        Array.Fill(sums, Guard);
        Int8TileArguments arguments = default;
        for (int i = 0; i < Pixels; i++)
        {
            arguments.SetPixel(i, in x[starts[i]]);
        }

        arguments.SetWeights(in Unsafe.AsRef<byte>(weights.Start));
        arguments.SetSums(ref sums[0]);
        arguments.BlockStride = BlockStride;
        arguments.OuterRuns = OuterRuns;
        arguments.OuterStride = OuterStride;
        arguments.Runs = Runs;
        arguments.RunStride = RunStride;
        arguments.Quads = Quads;
        arguments.Blocks = Blocks;
        arguments.Pixels = Pixels;
        arguments.GroupPixels = GroupPixels;
        arguments.PixelStride = PixelStride;
        T.Begin(ref arguments);
        T.Prepare(ref arguments, Pixels);
        T.Run(ref arguments, Pixels, Blocks);
        T.End(ref arguments);
        Assert.All(sums[^16..], s => Assert.Equal(Guard, s));
        return sums[..(Pixels * Blocks * 16)];
    }

    /// <summary>The sums by definition.</summary>
    public int[] Expected()
    {
        var expected = new int[Pixels * Blocks * 16];
        for (int i = 0; i < expected.Length; i++)
        {
            int pixel = i / (Blocks * 16), channel = i % (Blocks * 16), run = 0;
            for (int outer = 0; outer < OuterRuns; outer++)
            {
                for (int inner = 0; inner < Runs; inner++, run++)
                {
                    for (int k = 0; k < Quads * 4; k++)
                    {
                        int weight = (sbyte)weights.Start[(channel / 16 * BlockStride) + (((run * Quads) + (k / 4)) * 64) + (channel % 16 * 4) + (k % 4)];
                        expected[i] += weight * x[starts[pixel] + (outer * OuterStride) + (inner * RunStride) + k];
                    }
                }
            }
        }

        return expected;
    }

    public override string ToString() =>
        $"{Pixels} pixels, {Blocks} blocks, {OuterRuns} x {Runs} runs of {Quads} quads, strides {OuterStride}, {RunStride}, {BlockStride}, groups of {GroupPixels} with stride {PixelStride}";

    private static int Extreme(int sign) => sign switch { < 0 => sbyte.MinValue, 0 => 0, _ => sbyte.MaxValue };
}
