using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.Numerics;
using static ModelGen.Generator.Emit.Cpu.KernelSyntax;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>
/// Prints <see cref="ByteDepthwiseKernel"/>: loops over strips of channels and rows, in which a primitive of the runtime computes a few pixels
/// at a time, and the fused steps follow while these are in the first cache.
/// </summary>
internal sealed class ByteDepthwiseEmitter : IKernelEmitter
{
    private const int MostRows = 2;

    /// <inheritdoc/>
    public void Emit(SourceWriter writer, CpuKernel kernel, string name)
    {
        var depthwise = (ByteDepthwiseKernel)kernel;
        OpenKernel(writer, name, Operands(depthwise), "Int8Tiles tiles");
        bool isFused = depthwise.Epilogue.Steps.Count > 0;
        int width = ByteDepthwiseKernel.VectorsOfStrip * VectorTier.Widest.Lanes;
        writer.Open("var windows = new Int8DepthwiseArguments");
        writer.Line("VectorBytes = 4 * S.Count,");
        writer.Line($"Height = {depthwise.Kernel.Height},");
        writer.Line($"Width = {depthwise.Kernel.Width},");
        writer.Line($"TapRowStride = {depthwise.TapRowStride},");
        writer.Line($"TapStep = {depthwise.TapStep},");
        writer.Line($"ColumnStep = {depthwise.ColumnStep},");
        writer.Line($"PixelStride = {depthwise.PixelStride},");
        writer.Line($"OutputRow = {(isFused ? width * ByteDepthwiseKernel.MostPixels : depthwise.Output.Row)},");
        writer.Line($"OutputColumn = {(isFused ? width : depthwise.Output.Column)},");
        writer.Line($"Rounding = global::ModelGen.Numerics.RoundingRule.{depthwise.Result.Rounding},");
        writer.Line($"ZeroPoint = {depthwise.Result.ZeroPoint},");
        writer.Line($"Min = {depthwise.Result.Min},");
        writer.Line($"Max = {depthwise.Result.Max},");
        writer.Close(";");
        if (isFused)
        {
            writer.Line($"Span<byte> requantized = stackalloc byte[{MostRows * width * ByteDepthwiseKernel.MostPixels}];");
        }

        writer.Open("for (int unit = begin; unit < end; unit++)");
        Unit(writer, depthwise);
        bool isWhole = depthwise.Columns == depthwise.Pixels;
        string column = isWhole ? "0" : "column", pixels = isWhole ? Number(depthwise.Pixels) : "pixels";
        if (!isWhole)
        {
            writer.Open($"for (int column = 0; column < {depthwise.Columns}; column += {depthwise.Pixels})");
            writer.Line($"int pixels = Math.Min({depthwise.Pixels}, {depthwise.Columns} - column);");
        }

        string y = isFused ? "ref requantized[0]" : At("yRow", Offset(column, depthwise.Output.Column));
        writer.Line($"tiles.Depthwise(ref windows, {At("xRow", Offset(column, depthwise.Input.Column))}, {Rows(depthwise)}, {pixels}, channels, {y});");
        if (isFused)
        {
            Steps(writer, depthwise, name, column, pixels, width);
        }

        if (!isWhole)
        {
            writer.Close();
        }

        writer.Close();
        Close(writer);
        ByteRowSyntax.EmitTables(writer, depthwise.Epilogue, name);
    }

    private static IEnumerable<string> Operands(ByteDepthwiseKernel kernel) =>
        new[] { Bytes("x"), Bytes("weight"), "bias" }
            .Concat(kernel.Result.Rounding == RoundingRule.Onnx ? ["multiplier"] : ["mantissa", "shift"])
            .Append(Bytes("y"))
            .Concat(kernel.Epilogue.Operands.Select((_, i) => Bytes("e" + i)));

    private static string Rows(ByteDepthwiseKernel kernel) =>
        kernel.Rows % kernel.RowsTogether == 0 ? Number(kernel.RowsTogether) : "rows";

    /// <summary>Declares where the rows of the unit begin on every operand, and their channels.</summary>
    private static void Unit(SourceWriter writer, ByteDepthwiseKernel kernel)
    {
        IReadOnlyDictionary<string, string> index = new Dictionary<string, string> { ["image"] = "0", ["group"] = "0" };
        writer.Line($"int width = {ByteDepthwiseKernel.VectorsOfStrip} * S.Count, strips = ({kernel.Channels} + width - 1) / width;");
        if (kernel.RowGroups == 1)
        {
            writer.Line("int strip = unit;");
        }
        else
        {
            writer.Line("int rowGroup = (int)((uint)unit / (uint)strips), strip = unit - (rowGroup * strips);");
            index = IndexSyntax.Split(writer, "rowGroup", ("image", kernel.Images), ("group", kernel.GroupsOfImage));
        }

        writer.Line("int channel = strip * width;");
        writer.Line($"int channels = Math.Min(width, {kernel.Channels} - channel);");
        string image = index["image"], row = Times(index["group"], kernel.RowsTogether);
        if (kernel.RowsTogether > 1 && row != "0")
        {
            writer.Line($"int row = {row};");
            row = "row";
        }

        if (kernel.Rows % kernel.RowsTogether != 0)
        {
            writer.Line($"int rows = Math.Min({kernel.RowsTogether}, {kernel.Rows} - {row});");
        }

        writer.Line($"ref byte xRow = {At("x", Offset(image, kernel.Input.Image), Offset(row, kernel.Input.Row), "channel")};");
        writer.Line($"ref byte yRow = {At("y", Offset(image, kernel.Output.Image), Offset(row, kernel.Output.Row), "channel")};");
        for (int i = 0; i < kernel.Epilogue.Operands.Count; i++)
        {
            EquatableArray<int> strides = kernel.Epilogue.Operands[i].Strides;
            writer.Line($"ref byte e{i}Row = {At("e" + i, Offset(image, strides[0]), Offset(row, strides[1]), strides[3] == 0 ? "0" : "channel")};");
        }

        writer.Line($"windows.SetWeights(ref Unsafe.Add(ref weight, (nint)strip * {kernel.LaneBytes} * S.Count));");
        string factors = kernel.Result.Rounding == RoundingRule.Onnx ? "multiplier" : "mantissa", shifts = kernel.Result.Rounding == RoundingRule.Onnx ? "multiplier" : "shift";
        writer.Line($"windows.SetConstants({At("bias", "channel")}, {At(factors, "channel")}, {At(shifts, "channel")});");
    }

    /// <summary>Applies the fused steps to the bytes of each pixel.</summary>
    private static void Steps(SourceWriter writer, ByteDepthwiseKernel kernel, string name, string column, string pixels, int width)
    {
        bool isSingle = kernel.RowsTogether == 1;
        if (!isSingle)
        {
            writer.Open($"for (int r = 0; r < {Rows(kernel)}; r++)");
        }

        writer.Open($"for (int p = 0; p < {pixels}; p++)");
        string row = isSingle ? "0" : "r", pixel = column == "0" ? "p" : "(column + p)";
        writer.Line($"ref byte result = {At("yRow", Offset(row, kernel.Output.Row), Offset(pixel, kernel.Output.Column))};");
        string Operand(int i)
        {
            EquatableArray<int> strides = kernel.Epilogue.Operands[i].Strides;
            return At($"e{i}Row", Offset(row, strides[1]), Offset(pixel, strides[2]));
        }

        string value = $"requantized[{Sum(Times(row, width * ByteDepthwiseKernel.MostPixels), Times("p", width))}]";
        ByteRowSyntax.EmitSteps(writer, kernel.Epilogue, name, value, "result", Operand, "channels");
        writer.Close();
        if (!isSingle)
        {
            writer.Close();
        }
    }
}
