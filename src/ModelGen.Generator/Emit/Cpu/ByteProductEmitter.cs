using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using static ModelGen.Generator.Emit.Cpu.KernelSyntax;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>
/// Prints <see cref="ByteProductKernel"/>: loops over tiles of pixels and strips of channels, in which a primitive of the runtime sums the
/// products of a tile, which is requantized, and the fused steps applied, while the sums are in the first cache.
/// </summary>
internal sealed class ByteProductEmitter : IKernelEmitter
{
    /// <inheritdoc/>
    public void Emit(SourceWriter writer, CpuKernel kernel, string name)
    {
        var product = (ByteProductKernel)kernel;
        string[] operands = [.. ByteProductResult.Parameters(product)];
        OpenKernel(writer, name, operands, "Int8Tiles tiles");
        if (product.Winograd is not null)
        {
            writer.Open("if (tiles.HasWinograd)");
            writer.Line($"{name}Winograd<S, V>({string.Join(", ", operands.Select(o => "ref " + NameOf(o)))}, tiles, begin, end);");
            writer.Line("return;");
            writer.Close();
            writer.Line();
        }

        ByteWindow window = product.Window;
        writer.Open("var tile = new Int8TileArguments");
        writer.Line($"OuterRuns = {window.OuterRuns},");
        writer.Line($"OuterStride = {window.OuterStride},");
        writer.Line($"Runs = {window.Runs},");
        writer.Line($"RunStride = {window.RunStride},");
        writer.Line($"Quads = {window.Quads},");
        writer.Line($"BlockStride = {product.BlockBytes},");
        writer.Line($"Blocks = {product.Blocks},");
        writer.Line($"Pixels = {product.Tiling.TilePixels},");
        writer.Line($"GroupPixels = {product.Tiling.GroupPixels},");
        writer.Line($"PixelStride = {product.Tiling.PixelStride},");
        writer.Close(";");
        writer.Line($"Span<int> buffer = stackalloc int[{Sums(product)} + Int8Tiles.SumsSlack];");
        writer.Line("ref int sums = ref tile.SetSums(buffer);");
        (string Name, ConvolutionStrides Strides)[] results = ByteProductResult.Operands(product);
        ByteProductResult.EmitBuffers(writer, product, product.Tiling.TilePixels);
        if (product.RowTerm is not null)
        {
            writer.Line($"Span<int> rowTerms = stackalloc int[{product.Tiling.TilePixels}];");
        }

        writer.Line("tiles.Begin(ref tile);");
        writer.Open($"for (int unit = begin; unit < end;{(product.Strips > 1 ? "" : " unit++")})");
        Tile(writer, product);
        Begin(writer, product, [("x", product.Input), .. results]);
        Pixels(writer, product, [("x", product.Input), .. results]);
        writer.Line();
        if (product.RowTerm is { } term)
        {
            writer.Line($"ByteMatrices.SumRows(ref tile, pixels, {term.Length}, {term.Factor}, ref rowTerms[0]);");
        }

        writer.Line("tiles.Prepare(ref tile, pixels);");

        if (product.Strips > 1)
        {
            writer.Open($"for (; strip < {product.Strips} && unit < end; strip++, unit++)");
        }

        Strip(writer, product);
        writer.Line("tiles.Run(ref tile, pixels, blocks);");
        if (product.RowTerm is not null)
        {
            writer.Line("ByteMatrices.AddRows(ref tile, pixels, blocks, ref rowTerms[0]);");
        }

        ByteProductResult.Emit(writer, product, name, product.Strips == 1 ? "0" : "channel");
        if (product.Strips > 1)
        {
            writer.Close();
        }

        writer.Close();
        writer.Line();
        writer.Line("tiles.End(ref tile);");
        Close(writer);
        if (product.Winograd is { } winograd)
        {
            ByteWinogradEmitter.Emit(writer, product, winograd, name);
        }

        ByteRowSyntax.EmitTables(writer, product.Epilogue, name);
    }

    /// <summary>The sums of whole groups of pixels.</summary>
    private static int Sums(ByteProductKernel kernel)
    {
        int group = kernel.Tiling.GroupPixels, groups = (kernel.Tiling.TilePixels + group - 1) / group;
        return groups * group * kernel.BlocksOfStrip * ByteProductKernel.BlockChannels;
    }

    /// <summary>Declares the group and the pixels of a unit, and its strip.</summary>
    private static void Tile(SourceWriter writer, ByteProductKernel kernel)
    {
        IReadOnlyDictionary<string, string> index = IndexSyntax.Split(writer, "unit", ("group", kernel.Groups), ("pixelTile", kernel.Tiles), ("strip", kernel.Strips));
        if (kernel.Groups > 1)
        {
            writer.Line($"ref byte xGroup = {At("x", Offset(index["group"], kernel.Input.Group))};");
        }

        writer.Line($"int first = {Times(index["pixelTile"], kernel.Tiling.TilePixels)};");
        writer.Line(kernel.Tiles == 1 ? $"int pixels = {kernel.Pixels};" : $"int pixels = Math.Min({kernel.Tiling.TilePixels}, {kernel.Pixels} - first);");
    }

    /// <summary>Declares the blocks and channels of the strip.</summary>
    private static void Strip(SourceWriter writer, ByteProductKernel kernel)
    {
        string group = kernel.Groups > 1 ? "group" : "0", strip = kernel.Strips > 1 ? "strip" : "0";
        int width = kernel.BlocksOfStrip * ByteProductKernel.BlockChannels;
        writer.Line($"int block = {Sum(Times(group, kernel.Blocks), Times(strip, kernel.BlocksOfStrip))};");
        writer.Line(kernel.BlocksOfLastStrip == kernel.BlocksOfStrip
            ? $"int blocks = {kernel.BlocksOfStrip};"
            : $"int blocks = {strip} < {kernel.Strips - 1} ? {kernel.BlocksOfStrip} : {kernel.BlocksOfLastStrip};");
        if (kernel.Strips > 1)
        {
            writer.Line($"int channel = {Times(strip, width)};");
        }

        writer.Line(kernel.Strips == 1 ? $"int channels = {kernel.Channels};" : $"int channels = Math.Min({width}, {kernel.Channels} - channel);");
        writer.Line($"tile.SetWeights(ref Unsafe.Add(ref weight, (nint)block * {kernel.BlockBytes}));");
    }

    /// <summary>Declares the indices of the tile's first pixel that have to be counted, and where each operand has that pixel.</summary>
    private static void Begin(SourceWriter writer, ByteProductKernel kernel, (string Name, ConvolutionStrides Strides)[] operands)
    {
        if (IsEven(kernel, operands))
        {
            foreach ((string name, ConvolutionStrides strides) in operands)
            {
                writer.Line($"nint {name}Place = {Offset("first", strides.Column)};");
            }

            return;
        }

        IReadOnlyDictionary<string, string> index = IndexSyntax.Split(writer, "first", ("image", kernel.Images), ("row", kernel.Rows), ("column", kernel.Columns));
        foreach ((string name, ConvolutionStrides strides) in operands)
        {
            writer.Line($"nint {name}Place = {Sum(Offset(index["image"], strides.Image), Offset(index["row"], strides.Row), Offset(index["column"], strides.Column))};");
        }
    }

    /// <summary>Whether the pixels of consecutive rows and images are evenly spaced on every operand.</summary>
    private static bool IsEven(ByteProductKernel kernel, (string Name, ConvolutionStrides Strides)[] operands) => operands.All(o =>
        (kernel.Rows == 1 || o.Strides.Row == o.Strides.Column * kernel.Columns)
        && (kernel.Images == 1 || o.Strides.Image == o.Strides.Column * kernel.Columns * kernel.Rows));

    /// <summary>Writes the loop over the pixels of the tile: it notes where each operand has the pixel, and moves on to the next, from row to row where there are gaps.</summary>
    private static void Pixels(SourceWriter writer, ByteProductKernel kernel, (string Name, ConvolutionStrides Strides)[] operands)
    {
        writer.Open("for (int p = 0; p < pixels; p++)");
        writer.Line($"tile.SetPixel(p, {At(kernel.Groups > 1 ? "xGroup" : "x", "xPlace")});");
        foreach ((string name, _) in operands.Skip(1))
        {
            writer.Line($"{name}Places[p] = {name}Place;");
        }

        Step(s => s.Column);
        if (!IsEven(kernel, operands))
        {
            Wrap("column", kernel.Columns);
            Step(s => s.Row - (kernel.Columns * s.Column));
            if (kernel.Images > 1)
            {
                Wrap("row", kernel.Rows);
                Step(s => s.Image - (kernel.Rows * s.Row));
                writer.Close();
            }

            writer.Close();
        }

        writer.Close();

        // An index with one value only is wrapped at every step, and has no variable.
        void Wrap(string axis, int extent)
        {
            if (extent == 1)
            {
                writer.Open();
                return;
            }

            writer.Open($"if (++{axis} == {extent})");
            writer.Line($"{axis} = 0;");
        }

        void Step(Func<ConvolutionStrides, int> distance)
        {
            foreach ((string name, ConvolutionStrides strides) in operands.Where(o => distance(o.Strides) != 0))
            {
                writer.Line($"{name}Place += {Number(distance(strides))};");
            }
        }
    }
}
