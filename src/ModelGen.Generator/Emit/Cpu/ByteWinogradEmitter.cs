using System.Collections.Generic;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using static ModelGen.Generator.Emit.Cpu.KernelSyntax;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>Prints the other form of a <see cref="ByteProductKernel"/>, over the same units and operands, for instruction sets where Winograd's algorithm pays.</summary>
internal static class ByteWinogradEmitter
{
    /// <summary>Writes the method.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="winograd">How it is cut.</param>
    /// <param name="name">The name of its method.</param>
    public static void Emit(SourceWriter writer, ByteProductKernel kernel, ByteWinograd winograd, string name)
    {
        writer.Line();
        writer.Line($"// The same by Winograd's algorithm, {winograd.BandTiles} tiles of 4x{(winograd.Taps > 0 ? 1 : 4)} pixels at a time, where that takes less.");
        Open(writer, "private", name + "Winograd", ByteProductResult.Parameters(kernel), "Int8Tiles tiles", "int begin", "int end");
        writer.Open("var winograd = new Int8Winograd");
        writer.Line($"Rows = {kernel.Rows},");
        writer.Line($"Columns = {kernel.Columns},");
        if (winograd.Taps > 0)
        {
            writer.Line($"Taps = {winograd.Taps},");
            writer.Line($"Runs = {kernel.Window.Runs},");
            writer.Line($"RunStride = {kernel.Window.RunStride},");
            writer.Line($"Quads = {kernel.Window.Quads},");
        }
        else
        {
            writer.Line($"Channels = {winograd.Channels},");
        }

        writer.Line($"RowStride = {kernel.Input.Row},");
        writer.Line($"ColumnStride = {kernel.Input.Column},");
        writer.Line($"BandTiles = {winograd.BandTiles},");
        writer.Close(";");
        ByteProductResult.EmitBuffers(writer, kernel, ByteTiling.MostTilePixels);
        int units = kernel.Images * winograd.Bands * kernel.Blocks;
        writer.Line($"int last = (int)((long)end * {units} / {kernel.Units});");
        writer.Open($"for (int unit = (int)((long)begin * {units} / {kernel.Units}); unit < last;)");
        IReadOnlyDictionary<string, string> index = IndexSyntax.Split(writer, "unit", ("image", kernel.Images), ("band", winograd.Bands), ("block", kernel.Blocks));
        writer.Line($"tiles.WinogradInput(ref winograd, {At("x", Offset(index["image"], kernel.Input.Image))}, {index["band"]});");
        if (kernel.Blocks == 1)
        {
            writer.Line("const int block = 0;");
            writer.Line("unit++;");
        }
        else
        {
            writer.Open($"for (; block < {kernel.Blocks} && unit < last; block++, unit++)");
        }

        Block(writer, kernel, name, index["image"]);
        if (kernel.Blocks > 1)
        {
            writer.Close();
        }

        writer.Close();
        Close(writer);
    }

    private static void Block(SourceWriter writer, ByteProductKernel kernel, string name, string image)
    {
        writer.Line($"tiles.WinogradSums(ref winograd, {At("weight", Offset("block", kernel.BlockBytes))});");
        writer.Line($"int channel = {Times("block", ByteProductKernel.BlockChannels)};");
        writer.Line($"int channels = Math.Min({ByteProductKernel.BlockChannels}, {kernel.Channels} - channel);");
        writer.Open("for (int group = 0; group < winograd.Tiles; group += winograd.GroupTiles)");
        writer.Line("ref int sums = ref winograd.Sums(group);");
        string pixels = "int pixels = ";
        foreach ((string operand, ConvolutionStrides strides) in ByteProductResult.Operands(kernel))
        {
            writer.Line($"{pixels}winograd.Places(group, {Offset(image, strides.Image)}, {Number(strides.Row)}, {Number(strides.Column)}, ref {operand}Places[0]);");
            pixels = "";
        }

        ByteProductResult.Emit(writer, kernel, name, "channel");
        writer.Close();
    }
}
