using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.Numerics;
using static ModelGen.Generator.Emit.Cpu.KernelSyntax;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>
/// Prints <see cref="ByteProductKernel"/>: loops over strips of channels and chunks of pixels, in which a primitive of the runtime sums the
/// products of a tile and each of its pixels is requantized, and the fused steps applied, while the sums are in the first cache.
/// </summary>
internal sealed class ByteProductEmitter : IKernelEmitter
{
    /// <inheritdoc/>
    public void Emit(SourceWriter writer, CpuKernel kernel, string name)
    {
        var product = (ByteProductKernel)kernel;
        OpenKernel(writer, name, Operands(product), "Int8Tiles tiles");
        ByteWindow window = product.Window;
        writer.Open("var tile = new Int8TileArguments");
        writer.Line($"OuterRuns = {window.OuterRuns},");
        writer.Line($"OuterStride = {window.OuterStride},");
        writer.Line($"Runs = {window.Runs},");
        writer.Line($"RunStride = {window.RunStride},");
        writer.Line($"Quads = {window.Quads},");
        writer.Line($"BlockStride = {product.BlockBytes},");
        writer.Close(";");
        writer.Line("Span<int> sums = stackalloc int[Int8Tiles.MostSums];");
        writer.Line("tile.SetSums(ref sums[0]);");
        if (product.Epilogue.Steps.Count > 0)
        {
            writer.Line("Span<byte> requantized = stackalloc byte[Int8Tiles.MostChannels];");
        }

        writer.Open("for (int unit = begin; unit < end; unit++)");
        Unit(writer, product);
        writer.Line();
        writer.Open("for (int pixels; first < last; first += pixels)");
        writer.Line("pixels = Math.Min(tiles.Pixels(blocks), last - first);");
        Pixels(writer, product, [("x", product.Input)], places => writer.Line($"tile.SetPixel(p, {At(product.Groups > 1 ? "xGroup" : "x", places[0])});"));
        writer.Line();
        writer.Line("tiles.Run(ref tile, pixels, blocks);");
        Finish(writer, product, name);
        writer.Close();
        writer.Close();
        Close(writer);
        ByteRowSyntax.EmitTables(writer, product.Epilogue, name);
    }

    private static IEnumerable<string> Operands(ByteProductKernel kernel) =>
        new[] { Bytes("x"), Bytes("weight"), "bias" }
            .Concat(kernel.Result.Rounding == RoundingRule.Onnx ? ["multiplier"] : ["mantissa", "shift"])
            .Append(Bytes("y"))
            .Concat(kernel.Epilogue.Operands.Select((_, i) => Bytes("e" + i)));

    /// <summary>Declares the group, strip and pixels of a unit, and the blocks and channels of its strip.</summary>
    private static void Unit(SourceWriter writer, ByteProductKernel kernel)
    {
        IReadOnlyDictionary<string, string> index = IndexSyntax.Split(writer, "unit", ("group", kernel.Groups), ("strip", kernel.Strips), ("chunk", kernel.Chunks));
        int width = kernel.BlocksOfStrip * ByteProductKernel.BlockChannels;
        writer.Line($"int block = {Sum(Times(index["group"], kernel.Blocks), Times(index["strip"], kernel.BlocksOfStrip))};");
        writer.Line(kernel.BlocksOfLastStrip == kernel.BlocksOfStrip
            ? $"int blocks = {kernel.BlocksOfStrip};"
            : $"int blocks = {index["strip"]} < {kernel.Strips - 1} ? {kernel.BlocksOfStrip} : {kernel.BlocksOfLastStrip};");
        if (kernel.Strips > 1)
        {
            writer.Line($"int channel = {Times(index["strip"], width)};");
        }

        writer.Line(kernel.Strips == 1 ? $"int channels = {kernel.Channels};" : $"int channels = Math.Min({width}, {kernel.Channels} - channel);");
        writer.Line($"tile.SetWeights(ref Unsafe.Add(ref weight, (nint)block * {kernel.BlockBytes}));");
        if (kernel.Groups > 1)
        {
            writer.Line($"ref byte xGroup = {At("x", Offset(index["group"], kernel.Input.Group))};");
        }

        writer.Line($"int first = {Times(index["chunk"], kernel.ChunkPixels)};");
        writer.Line(kernel.Chunks == 1 ? $"int last = {kernel.Pixels};" : $"int last = Math.Min(first + {kernel.ChunkPixels}, {kernel.Pixels});");
    }

    /// <summary>
    /// Writes the loop over the pixels of the tile: <paramref name="body"/> gets where each operand has the pixel <c>p</c>. Where pixels are evenly
    /// spaced that is a product; else it moves on from pixel to pixel and from row to row.
    /// </summary>
    private static void Pixels(SourceWriter writer, ByteProductKernel kernel, (string Name, ConvolutionStrides Strides)[] operands, Action<string[]> body)
    {
        bool even = operands.All(o =>
            (kernel.Rows == 1 || o.Strides.Row == o.Strides.Column * kernel.Columns)
            && (kernel.Images == 1 || o.Strides.Image == o.Strides.Column * kernel.Columns * kernel.Rows));
        if (even)
        {
            writer.Open("for (int p = 0; p < pixels; p++)");
            body([.. operands.Select(o => Offset("(first + p)", o.Strides.Column))]);
            writer.Close();
            return;
        }

        writer.Open();
        IReadOnlyDictionary<string, string> index = IndexSyntax.Split(writer, "first", ("image", kernel.Images), ("row", kernel.Rows), ("column", kernel.Columns));
        foreach ((string name, ConvolutionStrides strides) in operands)
        {
            writer.Line($"nint {name}Place = {Sum(Offset(index["image"], strides.Image), Offset(index["row"], strides.Row), Offset(index["column"], strides.Column))};");
        }

        writer.Open("for (int p = 0; p < pixels; p++)");
        body([.. operands.Select(o => o.Name + "Place")]);
        Step(operands, s => s.Column);
        Wrap("column", kernel.Columns);
        Step(operands, s => s.Row - (kernel.Columns * s.Column));
        if (kernel.Images > 1)
        {
            Wrap("row", kernel.Rows);
            Step(operands, s => s.Image - (kernel.Rows * s.Row));
            writer.Close();
        }

        writer.Close();
        writer.Close();
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

        void Step((string Name, ConvolutionStrides Strides)[] moved, Func<ConvolutionStrides, int> distance)
        {
            foreach ((string name, ConvolutionStrides strides) in moved.Where(o => distance(o.Strides) != 0))
            {
                writer.Line($"{name}Place += {Number(distance(strides))};");
            }
        }
    }

    /// <summary>Requantizes the sums of a pixel and applies the fused steps to its bytes.</summary>
    private static void Finish(SourceWriter writer, ByteProductKernel kernel, string name)
    {
        (string Name, ConvolutionStrides Strides)[] operands =
            [("y", kernel.Output), .. kernel.Epilogue.Operands.Select((o, i) => ("e" + Number(i), new ConvolutionStrides(o.Strides[0], 0, o.Strides[1], o.Strides[2])))];
        string channel = kernel.Strips == 1 ? "0" : "channel";
        string group = kernel.Groups == 1 ? "0" : Offset("group", kernel.Channels);
        string sums = $"ref sums[p * blocks * {ByteProductKernel.BlockChannels}]", constant = Times("block", ByteProductKernel.BlockChannels);
        string Integers(string operand) => $"ref Unsafe.As<float, int>({At(operand, constant)})";
        ByteResult result = kernel.Result;

        // Not the result's own place: it may be that of an operand of the steps.
        string target = kernel.Epilogue.Steps.Count > 0 ? "requantized[0]" : "result";
        Pixels(writer, kernel, operands, places =>
        {
            writer.Line($"ref byte result = {At("y", places[0], kernel.Groups == 1 ? "0" : Offset("group", kernel.Output.Group), channel)};");
            writer.Line(result.Rounding == RoundingRule.Onnx
                ? $"Int8Requantize.StoreOnnx<S, V>({sums}, {Integers("bias")}, {At("multiplier", constant)}, channels, {result.ZeroPoint}, {result.Min}, {result.Max}, ref {target});"
                : $"Int8Requantize.StoreTfLite({sums}, {Integers("bias")}, {Integers("mantissa")}, {Integers("shift")}, channels, {result.ZeroPoint}, {result.Min}, {result.Max}, ref {target});");
            string Operand(int number) => kernel.Epilogue.Operands[number].IsVector
                ? At("e" + Number(number), places[number + 1], group, channel)
                : At("e" + Number(number), places[number + 1]);
            ByteRowSyntax.EmitSteps(writer, kernel.Epilogue, name, target, "result", Operand, "channels");
        });
    }
}
