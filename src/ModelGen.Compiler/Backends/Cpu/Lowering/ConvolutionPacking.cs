using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.Linking;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>The panels of weights and the padded bias that a <see cref="ConvolutionKernel"/> reads.</summary>
internal static class ConvolutionPacking
{
    /// <summary>The weights of every group, block by block.</summary>
    /// <param name="tilings">The tiles of the kernel.</param>
    /// <param name="groups">The groups.</param>
    /// <param name="channels">The channels of a group.</param>
    /// <param name="constants">Where the weights lie in their node.</param>
    public static Packing[] Weights(EquatableArray<ConvolutionTiling> tilings, int groups, int channels, ConvolutionConstants constants) =>
        [.. tilings.Select(tiling => new Packing(
            tiling.Lanes,
            Enumerable.Range(0, groups).SelectMany(group => Blocks(tiling).Select(b => Panel(tiling.Lanes, b.First, b.Blocks, group, channels, constants))).ToArray()))];

    /// <summary>One value a channel, each group filled up to whole vectors with zeros.</summary>
    public static Packing[] PerChannel(EquatableArray<ConvolutionTiling> tilings, int groups, int channels) =>
        [.. tilings.Select(tiling =>
        {
            int vectors = (channels + tiling.Lanes - 1) / tiling.Lanes;
            return new Packing(tiling.Lanes, Enumerable.Range(0, groups)
                .Select(group => new PackSegment(group * channels, channels, new[] { new PackAxis(vectors * tiling.Lanes, 1, 1) }))
                .ToArray());
        })];

    private static IEnumerable<(int First, ChannelBlocks Blocks)> Blocks(ConvolutionTiling tiling)
    {
        if (tiling.Main.Count > 0)
        {
            yield return (0, tiling.Main);
        }

        if (tiling.Tail is { } tail)
        {
            yield return (tiling.Main.Count * tiling.Main.Vectors, tail);
        }
    }

    private static PackSegment Panel(int lanes, int firstVector, ChannelBlocks blocks, int group, int channels, ConvolutionConstants constants)
    {
        int first = firstVector * lanes, width = blocks.Vectors * lanes;
        var axes = new List<PackAxis> { new(blocks.Count, width * constants.ChannelStride, width) };
        axes.AddRange(constants.Products.Select(p => new PackAxis(p.Extent, p.Stride, 0)));
        axes.Add(new PackAxis(width, constants.ChannelStride, 1));
        int offset = constants.Offset + (group * constants.GroupStride) + (first * constants.ChannelStride);
        return new PackSegment(offset, constants.IsZero ? 0 : channels - first, axes.ToArray());
    }
}
