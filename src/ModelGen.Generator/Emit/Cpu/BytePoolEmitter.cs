using System;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Numerics;
using static ModelGen.Generator.Emit.Cpu.KernelSyntax;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>Prints <see cref="BytePoolKernel"/>: a call of the runtime for each window.</summary>
internal sealed class BytePoolEmitter : IKernelEmitter
{
    /// <inheritdoc/>
    public void Emit(SourceWriter writer, CpuKernel kernel, string name)
    {
        var pool = (BytePoolKernel)kernel;
        PoolKernel windows = pool.Windows;
        Epilogue epilogue = windows.Epilogue;
        int channels = windows.Result[3];
        OpenKernel(writer, name, [.. EpilogueEmitter.Operands(["x"], hasBias: false, epilogue).Select(Bytes)]);
        bool isFused = epilogue.Steps.Count > 0;
        if (isFused)
        {
            writer.Line($"Span<byte> pooled = stackalloc byte[{Math.Min(channels, BytePoolKernel.BlockChannels)}];");
        }

        PoolSyntax.OpenWindows(writer, windows, "byte");
        PoolSyntax.DeclareWindow(writer, windows, "byte");
        string pixel = Offset("column", windows.OutputStrides.Column);
        if (!isFused)
        {
            writer.Line(Call(pool, "ref window", At("yRow", pixel), Number(channels)));
        }
        else
        {
            bool isCut = channels > BytePoolKernel.BlockChannels;
            string channel = isCut ? "channel" : "0", count = isCut ? "count" : Number(channels);
            if (isCut)
            {
                writer.Open($"for (int channel = 0; channel < {channels}; channel += {BytePoolKernel.BlockChannels})");
                writer.Line($"int count = Math.Min({BytePoolKernel.BlockChannels}, {channels} - channel);");
            }

            string Operand(int i)
            {
                EpilogueOperand operand = epilogue.Operands[i];
                return At($"e{i}Row", Offset("column", operand.Strides[2]), operand.IsVector ? channel : "0");
            }

            writer.Line(Call(pool, At("window", channel), "ref pooled[0]", count));
            ByteRowSyntax.EmitSteps(writer, epilogue, name, "pooled[0]", At("yRow", pixel, channel).Substring("ref ".Length), Operand, count);
            if (isCut)
            {
                writer.Close();
            }
        }

        writer.Close();
        writer.Close();
        Close(writer);
        ByteRowSyntax.EmitTables(writer, epilogue, name);
    }

    private static string Call(BytePoolKernel kernel, string window, string y, string channels)
    {
        PoolKernel pool = kernel.Windows;
        (string rows, string columns) = PoolSyntax.Extents(pool);
        string place = $"{window}, {rows}, {columns}, {pool.Dilation.Height * pool.InputStrides.Row}, {pool.Dilation.Width * pool.InputStrides.Column}, {y}, {channels}";
        string count = pool.IsInside || pool.CountPadding ? Number(pool.Window.Height * pool.Window.Width) : "(endRow - firstRow) * (endColumn - firstColumn)";
        return kernel.Operator switch
        {
            MaxPool => $"BytePools.Max<S, V>({place});",
            QuantizedAveragePool { Rounding: RoundingRule.Onnx } mean =>
                $"BytePools.AverageOnnx{Form(mean)}<S, V>({place}, {count}, {Float(mean.X.Scale)}, {Number(mean.X.ZeroPoint)}, {Float(mean.Y.Scale)}, {Number(mean.Y.ZeroPoint)});",
            QuantizedAveragePool mean => $"BytePools.AverageTfLite{Form(mean)}({place}, {count}, {Number(mean.X.ZeroPoint)});",
            QuantizedGlobalAveragePool mean => $"BytePools.GlobalAverage{mean.Rounding}({place}, {Number(mean.X.ZeroPoint)}, {Multiplier(mean, pool.Window.Height * pool.Window.Width)}, {Number(mean.Y.ZeroPoint)});",
            Operator op => throw new NotSupportedException($"{op.Name} is no pooling of bytes."),
        };
    }

    private static string Form(QuantizedAveragePool mean) => mean.IsShifted ? "Shifted" : "";

    private static string Multiplier(QuantizedGlobalAveragePool mean, int count) => mean.Rounding == RoundingRule.Onnx
        ? Float((float)(mean.X.Scale / (float)(mean.Y.Scale * count)))
        : ByteRowSyntax.FixedPoint(FixedPointMultiplier.From((double)mean.X.Scale / mean.Y.Scale).DividedBy(count));
}
