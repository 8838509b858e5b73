using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using static ModelGen.Generator.Emit.Cpu.KernelSyntax;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>
/// Prints <see cref="ConvolutionKernel"/>: the method that walks over images, groups, rows and blocks of channels, then one method for
/// each register tile.
/// </summary>
internal sealed class ConvolutionEmitter : IKernelEmitter
{
    /// <inheritdoc/>
    public void Emit(SourceWriter writer, CpuKernel kernel, string name)
    {
        var convolution = (ConvolutionKernel)kernel;
        OpenKernel(writer, name, Operands(convolution));
        ConvolutionTiling[] tilings = [.. convolution.Tilings];
        for (int i = tilings.Length - 1; i >= 0; i--)
        {
            writer.Open((i == tilings.Length - 1 ? "" : "else ") + (i == 0 ? "" : $"if (S.Count == {tilings[i].Lanes})"));
            Walk(writer, convolution, tilings[i], name);
            writer.Close();
        }

        Close(writer);
        foreach (RegisterTile tile in tilings.SelectMany(Tiles).Distinct())
        {
            writer.Line();
            ConvolutionTileEmitter.Emit(writer, convolution, tile, TileName(name, tile), name);
        }

        if (EpilogueEmitter.IsApart(convolution.Epilogue))
        {
            EpilogueEmitter.EmitForTile(writer, convolution.Epilogue, name);
        }
        else
        {
            EpilogueEmitter.Emit(writer, convolution.Epilogue, name);
        }
    }

    /// <summary>The parameters that are bound to operands, in order.</summary>
    public static IEnumerable<string> Operands(ConvolutionKernel kernel) =>
        EpilogueEmitter.Operands(["x", "weight"], kernel.HasBias, kernel.Epilogue);

    private static string TileName(string kernel, RegisterTile tile) =>
        $"{kernel}Tile{tile.Pixels}x{tile.Vectors}" + (tile.Splits > 1 ? $"x{tile.Splits}" : "");

    private static IEnumerable<RegisterTile> Tiles(ConvolutionTiling tiling)
    {
        foreach (ChannelBlocks blocks in new[] { tiling.Main, tiling.Tail ?? default }.Where(b => b.Count > 0))
        {
            yield return blocks.Tile;
            if (blocks.NarrowCount > 0)
            {
                yield return blocks.NarrowTile;
            }
        }
    }

    private static void Walk(SourceWriter writer, ConvolutionKernel kernel, ConvolutionTiling tiling, string name)
    {
        writer.Open("for (int unit = begin; unit < end; unit++)");
        (string, int) row = ("row", kernel.Rows), block = ("block", tiling.BlockCount);
        IReadOnlyDictionary<string, string> index = IndexSyntax.Split(
            writer, "unit", ("image", kernel.Images), ("group", kernel.Groups), tiling.RowsOutermost ? row : block, tiling.RowsOutermost ? block : row);

        int vectors = (kernel.Channels + tiling.Lanes - 1) / tiling.Lanes;
        string First(ConvolutionStrides strides) => Sum(
            Offset(index["image"], strides.Image), Offset(index["group"], strides.Group), Offset(index["row"], strides.Row));
        string channel = Offset(index["block"], tiling.Main.Vectors * tiling.Lanes);
        string padded = Sum(Offset(index["group"], vectors * tiling.Lanes), channel);
        string panel = kernel.Weights.IsPacked
            ? Sum(Offset(index["group"], (long)vectors * tiling.Lanes * kernel.Depth), Offset(index["block"], (long)tiling.Main.Vectors * tiling.Lanes * kernel.Depth))
            : Sum(Offset(index["image"], kernel.Weights.ImageStride), channel);
        writer.Line($"ref float xRow = {At("x", First(kernel.Input))};");
        writer.Line($"ref float panel = {At("weight", panel)};");
        if (kernel.HasBias)
        {
            writer.Line($"ref float biases = {At("bias", padded)};");
        }

        writer.Line($"ref float yRow = {At("y", First(kernel.Output), channel)};");
        for (int i = 0; i < kernel.Epilogue.Operands.Count; i++)
        {
            EquatableArray<int> strides = kernel.Epilogue.Operands[i].Strides;
            string channels = strides[3] == 0 ? "0" : Sum(Offset(index["group"], kernel.Channels * strides[3]), channel);
            writer.Line($"ref float e{i}Row = {At("e" + i, Offset(index["image"], strides[0]), Offset(index["row"], strides[1]), channels)};");
        }

        int rest = kernel.Channels - ((vectors - 1) * tiling.Lanes);
        string lastLanes = rest == tiling.Lanes ? "S.Count" : Number(rest);
        if (tiling.Tail is { } tail)
        {
            writer.Open($"if (block < {tiling.Main.Count})");
            Row(writer, kernel, tiling.Main, name, "S.Count");
            writer.Close();
            writer.Open("else");
            Row(writer, kernel, tail, name, lastLanes);
            writer.Close();
        }
        else
        {
            string lanes = rest == tiling.Lanes || tiling.Main.Count == 1 ? lastLanes : $"block == {tiling.Main.Count - 1} ? {rest} : S.Count";
            Row(writer, kernel, tiling.Main, name, lanes);
        }

        writer.Close();
    }

    private static void Row(SourceWriter writer, ConvolutionKernel kernel, ChannelBlocks blocks, string name, string lanes)
    {
        Tiles(writer, kernel, blocks.Tile, 0, blocks.WideCount, name, lanes);
        Tiles(writer, kernel, blocks.NarrowTile, blocks.WideCount * blocks.Wide, blocks.NarrowCount, name, lanes);
    }

    private static void Tiles(SourceWriter writer, ConvolutionKernel kernel, RegisterTile tile, int first, int count, string name, string lanes)
    {
        if (count == 0)
        {
            return;
        }

        string pixel = count == 1 ? Number(first) : "pixel";
        if (count > 1)
        {
            writer.Open($"for (int pixel = {first}; pixel < {first + (count * tile.Pixels)}; pixel += {tile.Pixels})");
        }

        string Pixel(long stride) => count == 1 ? Number(first * stride) : Offset(pixel, stride);
        IEnumerable<string> arguments = new[] { At("xRow", Pixel(kernel.Input.Column)), "ref panel" }
            .Concat(kernel.HasBias ? ["ref biases"] : [])
            .Append(At("yRow", Pixel(kernel.Output.Column)))
            .Concat(kernel.Epilogue.Operands.Select((o, i) => At($"e{i}Row", Pixel(o.Strides[2]))));
        if (ConvolutionTileEmitter.IsPartial(kernel))
        {
            arguments = arguments.Append(lanes);
        }

        writer.Line($"{TileName(name, tile)}<S, V>({string.Join(", ", arguments)});");
        if (count > 1)
        {
            writer.Close();
        }
    }
}
