using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using ModelGen.Numerics;
using ModelGen.Onnx.Format;
using ModelGen.Tests;
using DataType = ModelGen.Onnx.Format.TensorProto.Types.DataType;

namespace ModelGen.Onnx.Tests.Quantization;

/// <summary>
/// <see cref="Requantization"/> under the ONNX rule is what ONNX Runtime's fused operators compute. Weights stay within ±64, so that pairs of
/// products fit into 16 bits and processors without a dot product of bytes do not saturate.
/// </summary>
public class RequantizationTests
{
    private const int Rows = 16, Depth = 24, Channels = 12;

    [Fact]
    public void A_dense_layer_is_that_of_ONNX_Runtime_bit_for_bit() => RandomCases.ForSeeds(40, seed => Check(new Random(seed), hasTies: false));

    [Fact]
    public void Halves_are_rounded_as_ONNX_Runtime_does() => RandomCases.ForSeeds(40, seed => Check(new Random(seed), hasTies: true));

    private static void Check(Random random, bool hasTies)
    {
        float sx = Scale(random, hasTies), sy = Scale(random, hasTies) * 64;
        int zx = ZeroPoint(random), zy = ZeroPoint(random);
        float[] sw = [.. Enumerable.Range(0, Channels).Select(_ => Scale(random, hasTies))];
        float[] sb = [.. sw.Select(s => (float)(sx * s))];
        sbyte[] w = [.. Enumerable.Range(0, Channels * Depth).Select(_ => (sbyte)random.Next(-64, 65))];
        int[] bias = [.. Enumerable.Range(0, Channels).Select(_ => random.Next(-5000, 5001))];
        var x = new byte[Rows * Depth];
        random.NextBytes(x);

        var graph = new QdqGraph();
        graph.Dequantize("dx", graph.Input("x", Rows, Depth), sx, (byte)zx);
        graph.Node("DequantizeLinear", "dw", [graph.Constant("w", DataType.Int8, MemoryMarshal.AsBytes<sbyte>(w).ToArray(), Channels, Depth), graph.Scale("sw", sw), graph.Constant("zw", DataType.Int8, new byte[Channels], Channels)], Export.Attributes.Int("axis", 0));
        graph.Node("DequantizeLinear", "db", [graph.Constant("b", DataType.Int32, MemoryMarshal.AsBytes<int>(bias).ToArray(), Channels), graph.Scale("sb", sb), graph.Constant("zb", DataType.Int32, new byte[4 * Channels], Channels)], Export.Attributes.Int("axis", 0));
        graph.Quantize("y", graph.Node("Gemm", "gemm", ["dx", "dw", "db"], Export.Attributes.Int("transB", 1)), sy, (byte)zy);
        graph.Output("y", Rows, Channels);

        byte[] actual = Run(graph.Model, x);
        for (int i = 0; i < Rows * Channels; i++)
        {
            int row = i / Channels, channel = i % Channels, sum = bias[channel];
            for (int k = 0; k < Depth; k++)
            {
                sum += (x[(row * Depth) + k] - zx) * w[(channel * Depth) + k];
            }

            int expected = new Requantization(RoundingRule.Onnx, sx, sw[channel], sy).Apply(sum, zy, 0, 255);
            Assert.True(expected == actual[i], $"Sum {sum}, scales {sx:R} {sw[channel]:R} {sy:R}, zero points {zx} {zy}: {expected}, but ONNX Runtime says {actual[i]}.");
        }
    }

    /// <summary>Runs the model, having made sure that ONNX Runtime fused all of it.</summary>
    private static byte[] Run(ModelProto model, byte[] x)
    {
        string optimised = Path.GetTempFileName();
        try
        {
            using var options = new SessionOptions { IntraOpNumThreads = 1, OptimizedModelFilePath = optimised, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
            using var session = new InferenceSession(Google.Protobuf.MessageExtensions.ToByteArray(model), options);
            Assert.Equal(["QGemm"], OnnxModel.Read(optimised).Graph.Node.Select(n => n.OpType));
            using var run = new RunOptions();
            using var input = OrtValue.CreateTensorValueFromMemory(x, [Rows, Depth]);
            using IDisposableReadOnlyCollection<OrtValue> results = session.Run(run, ["x"], [input], ["y"]);
            return results[0].GetTensorDataAsSpan<byte>().ToArray();
        }
        finally
        {
            File.Delete(optimised);
        }
    }

    private static int ZeroPoint(Random random) => random.Next(4) switch { 0 => 0, 1 => 255, 2 => 128, _ => random.Next(256) };

    private static float Scale(Random random, bool isPowerOfTwo) =>
        isPowerOfTwo ? MathF.Pow(2, random.Next(-6, -2)) : MathF.Exp(-2 - (random.NextSingle() * 3));
}
