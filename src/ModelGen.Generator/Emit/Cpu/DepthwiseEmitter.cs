using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using static ModelGen.Generator.Emit.Cpu.KernelSyntax;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>
/// Prints <see cref="DepthwiseKernel"/>: along a row of one vector of channels, tiles of neighbouring pixels whose windows overlap, so
/// each input vector is loaded once and added to every sum that takes it.
/// </summary>
internal sealed class DepthwiseEmitter : IKernelEmitter
{
    /// <summary>More weights than this are read from memory at each use instead of being held in registers along a row.</summary>
    private const int MostHeldWeights = 16;

    /// <inheritdoc/>
    public void Emit(SourceWriter writer, CpuKernel kernel, string name)
    {
        var depthwise = (DepthwiseKernel)kernel;
        OpenKernel(writer, name, EpilogueEmitter.Operands(["x", "weight"], depthwise.HasBias, depthwise.Epilogue));
        writer.Open("for (int unit = begin; unit < end; unit++)");
        Row(writer, depthwise);
        Tiles(writer, depthwise, name);
        writer.Close();
        Close(writer);
        EpilogueEmitter.Emit(writer, depthwise.Epilogue, name);
    }

    /// <summary>Declares where the unit's row begins on every operand, and its weights and bias.</summary>
    private static void Row(SourceWriter writer, DepthwiseKernel kernel)
    {
        int taps = kernel.Kernel.Height * kernel.Kernel.Width, rows = kernel.Images * kernel.Rows;
        writer.Line(rows == 1 ? "int block = unit;" : $"int block = (int)((uint)unit / {rows}u);");
        writer.Line("int channel = block * S.Count;");
        IReadOnlyDictionary<string, string> index = new Dictionary<string, string> { ["image"] = "0", ["row"] = "0" };
        if (rows > 1)
        {
            writer.Line($"int line = unit - (block * {rows});");
            index = IndexSyntax.Split(writer, "line", ("image", kernel.Images), ("row", kernel.Rows));
        }

        if (kernel.Channels % VectorTier.Widest.Lanes != 0)
        {
            writer.Line($"int lanes = {kernel.Channels} - channel;");
        }

        string First(ConvolutionStrides strides) => Sum(Offset(index["image"], strides.Image), Offset(index["row"], strides.Row), "channel");
        writer.Line($"ref float xRow = {At("x", First(kernel.Input))};");
        writer.Line($"ref float yRow = {At("y", First(kernel.Output))};");
        writer.Line($"ref float taps = {At("weight", Offset("channel", taps))};");
        for (int i = 0; i < kernel.Epilogue.Operands.Count; i++)
        {
            EquatableArray<int> strides = kernel.Epilogue.Operands[i].Strides;
            writer.Line($"ref float e{i}Row = {At("e" + i, Offset(index["image"], strides[0]), Offset(index["row"], strides[1]), strides[3] == 0 ? "0" : "channel")};");
        }

        if (kernel.HasBias)
        {
            writer.Line($"V bias0 = S.Load({At("bias", "channel")});");
        }

        for (int tap = 0; tap < taps && taps <= MostHeldWeights; tap++)
        {
            writer.Line($"V w{tap} = S.Load({At("taps", Vectors(tap))});");
        }
    }

    private static void Tiles(SourceWriter writer, DepthwiseKernel kernel, string name)
    {
        int whole = kernel.Columns / kernel.Pixels * kernel.Pixels, rest = kernel.Columns - whole;
        writer.Open($"for (int column = 0; column < {whole}; column += {kernel.Pixels})");
        Tile(writer, kernel, name, kernel.Pixels, "column");
        writer.Close();
        if (rest > 0)
        {
            writer.Open();
            Tile(writer, kernel, name, rest, Number(whole));
            writer.Close();
        }
    }

    private static void Tile(SourceWriter writer, DepthwiseKernel kernel, string name, int pixels, string column)
    {
        writer.Line($"ref float xTile = {At("xRow", Offset(column, kernel.Input.Column))};");
        writer.Line($"ref float yTile = {At("yRow", Offset(column, kernel.Output.Column))};");
        for (int p = 0; p < pixels; p++)
        {
            writer.Line($"V a{p} = {(kernel.HasBias ? "bias0" : "S.Zero")};");
        }

        bool isHeld = kernel.Kernel.Height * kernel.Kernel.Width <= MostHeldWeights;
        int reach = ((pixels - 1) * kernel.ColumnStep) + ((kernel.Kernel.Width - 1) * kernel.TapStep);
        for (int h = 0; h < kernel.Kernel.Height; h++)
        {
            for (int pixel = 0; pixel <= reach; pixel++)
            {
                (int Pixel, int Tap)[] uses = [.. Enumerable.Range(0, pixels)
                    .Where(p => pixel >= p * kernel.ColumnStep && (pixel - (p * kernel.ColumnStep)) % kernel.TapStep == 0)
                    .Select(p => (p, (pixel - (p * kernel.ColumnStep)) / kernel.TapStep))
                    .Where(u => u.Item2 < kernel.Kernel.Width)];
                if (uses.Length == 0)
                {
                    continue;
                }

                string value = $"x{h}_{pixel}";
                writer.Line($"V {value} = S.Load({At("xTile", Number(((long)h * kernel.TapRowStride) + ((long)pixel * kernel.PixelStride)))});");
                foreach ((int p, int w) in uses)
                {
                    int tap = (h * kernel.Kernel.Width) + w;
                    string weight = isHeld ? "w" + tap : $"S.Load({At("taps", Vectors(tap))})";
                    writer.Line($"a{p} = S.MultiplyAdd({value}, {weight}, a{p});");
                }
            }
        }

        for (int p = 0; p < pixels; p++)
        {
            Finish(writer, kernel, name, p, column);
        }
    }

    /// <summary>Applies the fused steps to the sum of a pixel and stores it.</summary>
    private static void Finish(SourceWriter writer, DepthwiseKernel kernel, string name, int pixel, string column)
    {
        string Place(int i)
        {
            EpilogueOperand operand = kernel.Epilogue.Operands[i];
            return At($"e{i}Row", Offset(column, operand.Strides[2]), Number((long)pixel * operand.Strides[2]));
        }

        string target = At("yTile", Number((long)pixel * kernel.Output.Column));
        bool isWhole = kernel.Channels % VectorTier.Widest.Lanes == 0;
        string Operand(int i) => kernel.Epilogue.Operands[i].IsVector ? $"S.Load({Place(i)})" : $"S.Broadcast({Place(i)})";
        string result = EpilogueEmitter.Apply(writer, kernel.Epilogue, name, "a" + pixel, Operand, $"t{pixel}_");
        writer.Line(isWhole ? $"S.Store({result}, {target});" : $"S.Store({result}, {target}, lanes);");
    }
}
