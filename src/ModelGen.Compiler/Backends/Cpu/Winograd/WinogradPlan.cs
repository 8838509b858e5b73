using System;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu.Winograd;

/// <summary>
/// How an r×r convolution of stride 1 is computed by minimal filtering: tiles of m×m outputs from α×α inputs, α = m + r − 1, whose α²
/// products are matrix products over the channels. Tile rows are worked off in chunks, whose transforms stay in the second-level cache.
/// </summary>
/// <param name="Outputs">m: 2 or 4.</param>
/// <param name="Taps">r: 3, or 5 with m = 2.</param>
/// <param name="TileRows">The tiles that cover the rows of the result.</param>
/// <param name="TileColumns">The tiles that cover its columns.</param>
/// <param name="ChunkRows">The tile rows of a chunk; the last one may have fewer.</param>
/// <param name="Inputs">The channels of the input.</param>
/// <param name="Channels">The channels of the result.</param>
internal sealed record WinogradPlan(int Outputs, int Taps, int TileRows, int TileColumns, int ChunkRows, int Inputs, int Channels)
{
    private const int MostImages = 4;

    /// <summary>
    /// What transforming one value costs, in multiply-adds of the products: bound by memory, unless a whole plane's transforms stay near the core.
    /// </summary>
    private const double TransformCost = 13, NearTransformCost = 4.5;

    /// <summary>Transforms of a plane up to this size stay near the core together with the plane.</summary>
    private const long NearBytes = 256 << 10;

    /// <summary>Transformed weights beyond this do not stay near the core, and streaming them costs more than the products save.</summary>
    private const long MostWeightBytes = 20 << 20;

    private const long SecondLevelBytes = 512 << 10;

    /// <summary>The extent of an input tile.</summary>
    public int Alpha => Outputs + Taps - 1;

    /// <summary>The products of a tile and a pair of channels.</summary>
    public int Points => Alpha * Alpha;

    /// <summary>The chunks of an image.</summary>
    public int Chunks => (TileRows + ChunkRows - 1) / ChunkRows;

    /// <summary>The elements of a chunk's transformed input.</summary>
    public int InputScratch => Points * ChunkRows * TileColumns * Inputs;

    /// <summary>The elements of a chunk's products.</summary>
    public int OutputScratch => Points * ChunkRows * TileColumns * Channels;

    /// <summary>The plan for a convolution, or null where the direct way serves better or the transforms do not apply.</summary>
    /// <param name="convolution">The attributes.</param>
    /// <param name="x">The shape of the input.</param>
    /// <param name="weight">The shape of the weights.</param>
    public static WinogradPlan? For(Conv2D convolution, Shape x, Shape weight)
    {
        int taps = weight[2], inputs = weight[1], channels = weight[0];
        bool applies = convolution is { Groups: 1, Stride: { Height: 1, Width: 1 }, Dilation: { Height: 1, Width: 1 } }
            && taps == weight[3] && HasEnoughChannels(taps, inputs, channels) && x[0] <= MostImages;
        if (!applies)
        {
            return null;
        }

        int rows = x[1] + convolution.Pads.Top + convolution.Pads.Bottom - taps + 1;
        int columns = x[2] + convolution.Pads.Left + convolution.Pads.Right - taps + 1;
        double direct = (double)rows * columns * inputs * WholeVectors(channels) * taps * taps;
        (WinogradPlan Plan, double Cost)? best = null;
        foreach (int outputs in taps == 3 ? new[] { 4, 2 } : [2])
        {
            WinogradPlan plan = Create(outputs, taps, rows, columns, inputs, channels);
            double cost = plan.Cost();
            if (plan.WeightBytes() <= MostWeightBytes && cost < direct && (best is null || cost < best.Value.Cost))
            {
                best = (plan, cost);
            }
        }

        return best?.Plan;
    }

    /// <summary>The halo that the input tiles reach into: beyond the padding where tiles overhang the result.</summary>
    public Pads Halo(Pads pads, Shape x) => new(
        pads.Top,
        pads.Left,
        Math.Max(pads.Bottom, (TileRows * Outputs) + Taps - 1 - pads.Top - x[1]),
        Math.Max(pads.Right, (TileColumns * Outputs) + Taps - 1 - pads.Left - x[2]));

    /// <summary>What transforming tiles costs, in multiply-adds.</summary>
    public long TransformWork(int tiles, int channels) => (long)(TransformCostOfValue * Points * tiles * channels);

    private static WinogradPlan Create(int outputs, int taps, int rows, int columns, int inputs, int channels)
    {
        int tileRows = (rows + outputs - 1) / outputs;
        var whole = new WinogradPlan(outputs, taps, tileRows, (columns + outputs - 1) / outputs, tileRows, inputs, channels);
        if (whole.WeightBytes() > SecondLevelBytes + (SecondLevelBytes / 2))
        {
            return whole;
        }

        long rowBytes = (long)whole.Points * whole.TileColumns * (inputs + channels) * sizeof(float);
        int chunks = (int)Math.Min(tileRows, ((rowBytes * tileRows) + SecondLevelBytes - 1) / SecondLevelBytes);
        return whole with { ChunkRows = (tileRows + chunks - 1) / chunks };
    }

    private double TransformCostOfValue =>
        Chunks == 1 && (long)(InputScratch + OutputScratch) * sizeof(float) <= NearBytes ? NearTransformCost : TransformCost;

    private double Cost() => (double)Points * TileRows * TileColumns
        * (((double)Inputs * WholeVectors(Channels)) + (TransformCostOfValue * (WholeVectors(Inputs) + WholeVectors(Channels))));

    /// <summary>Whether the channels fill vectors; fewer than were measured to gain are left to the direct way.</summary>
    private static bool HasEnoughChannels(int taps, int inputs, int channels) => taps switch
    {
        3 => inputs >= 32 && channels >= 32 && Fill(VectorTier.Widest, inputs, channels),
        5 => inputs >= 8 && channels >= 8 && Fill(VectorTier.Narrowest, inputs, channels),
        _ => false,
    };

    private static bool Fill(VectorTier tier, int inputs, int channels) => inputs % tier.Lanes == 0 && channels % tier.Lanes == 0;

    private static int WholeVectors(int channels) => VectorTier.Widest.Vectors(channels) * VectorTier.Widest.Lanes;

    private long WeightBytes() => (long)Points * Inputs * Channels * sizeof(float);
}
