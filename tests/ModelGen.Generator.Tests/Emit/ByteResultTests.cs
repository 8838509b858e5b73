using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using ModelGen.Generator.Tests.Harness;
using ModelGen.IR;
using ModelGen.Numerics;

namespace ModelGen.Generator.Tests.Emit;

/// <summary>Results that Run yields as bytes, in 8 bits, in single precision and on an NPU.</summary>
public sealed class ByteResultTests
{
    private const int Seed = 5;

    private const string Caller =
        """
        public static class Caller
        {
            public static void Use(Samples.Detector net, float[] image, byte[] boxes, sbyte[] scores, float[] features) => net.Run(image, boxes, scores, features);
        }
        """;

    private static TestProject Project => Models.ByteResultProject.With("Caller.cs", "#pragma warning disable CS1591\n" + Caller);

    [Fact]
    public void Bytes_are_the_reference_on_every_instruction_set_and_read_as_the_description_says()
    {
        Invoke(nameof(CheckCpu), GeneratorSession.RunOnce(Project).ExpectClean());
    }

    [Fact]
    public void An_NPU_yields_the_bytes_of_the_CPU()
    {
        GeneratorRun run = GeneratorSession.RunOnce(Project.Edit("public sealed", "[Target(Backend.Npu, Preset = \"ethos-u55-32\")]\npublic sealed"));
        Assert.Contains("Softmax beside ethos-u55-32 (spends its time in exponentials", run.ExpectOnly("MG0506").GetMessage(null), StringComparison.Ordinal);
        Invoke(nameof(CheckNpu), run);
    }

    [Fact]
    public void What_a_module_returns_is_not_taken_as_bytes() => Assert.Contains(
        "a module returns is a value inside of a model",
        GeneratorSession.RunOnce(TestProject.Of(Models.Block).Edit("    public Tensor Forward", "    [return: Output(Type = ElementType.UInt8)]\n    public Tensor Forward")).ExpectOnly("MG0021").GetMessage(null),
        StringComparison.Ordinal);

    private static void Invoke(string check, GeneratorRun run) => typeof(ByteResultTests).GetMethod(check, BindingFlags.NonPublic | BindingFlags.Static)!
        .MakeGenericMethod(run.Load().GetType("Samples.Detector", throwOnError: true)!).Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null);

    private static void CheckCpu<TModel>()
        where TModel : IModel<TModel>
    {
        ModelInfo info = TModel.Info;
        Assert.Equal(["u8[1, 1, 1, 4]", "i8[1, 1, 1, 5]", "f32[1, 6, 5, 6]"], info.Outputs.Select(o => o.Type.ToString()));
        Assert.Equal([true, true, false], info.Outputs.Select(o => o.Quantization is not null));
        Tensor image = Image(info);
        ModelWeights weights = ModelWeights.Random(info, Seed);
        Graph quantized = ModelGen.Compiler.Pipeline.Quantize(info.Graph, info.Calibration!, info.FloatScopes).Graph;
        Dictionary<string, Tensor> parameters = info.Parameters.ToDictionary(p => p.Path, p => weights[p.Path]);
        IReadOnlyList<Tensor> expected = GraphInterpreter.Run(quantized, new Dictionary<string, Tensor> { ["image"] = image }, parameters);
        (Tensor Boxes, Tensor Scores, Tensor Features) eager = ((Tensor, Tensor, Tensor))typeof(TModel).GetMethod("Forward")!.Invoke(TModel.Create(weights), [image])!;
        Isa[] sets = [.. Enum.GetValues<Isa>().Where(isa => IsSupported<TModel>(weights, isa))];
        Assert.Contains(Isa.Scalar, sets);
        foreach (Isa isa in sets)
        {
            (byte[] boxes, sbyte[] scores, float[] features) = Run<TModel>(weights, image, new ModelOptions { Isa = isa });
            Assert.Equal(expected[0].Bytes, boxes);
            Assert.Equal(expected[1].SignedBytes.Select(s => (int)s), scores.Select(s => (int)s), (a, b) => Math.Abs(a - b) <= 1);
            Assert.Equal(expected[2].Floats, features);

            (boxes, scores, features) = Run<TModel>(weights, image, new ModelOptions { Isa = isa, Precision = Precision.F32 });
            Close(eager.Boxes, info.Outputs[0].Quantization!.Value, [.. boxes.Select(b => (int)b)]);
            Close(eager.Scores, info.Outputs[1].Quantization!.Value, [.. scores.Select(b => (int)b)]);
            Assert.All(eager.Features.Floats.Zip(features), p => Assert.Equal(p.First, p.Second, 1e-5f));
        }
    }

    private static void CheckNpu<TModel>()
        where TModel : class, IModel<TModel>
    {
        ModelInfo info = TModel.Info;
        TModel net = TModel.Create(ModelWeights.Random(info, Seed));
        Tensor image = Image(info);
        (byte[] boxes, sbyte[] scores, float[] features) = Run(net, image);
        IReadOnlyList<Tensor> npu = net.OnNpu().Run(new Dictionary<string, Tensor> { ["image"] = image }).Outputs;
        Assert.Equal(boxes, npu[0].Bytes);
        Assert.Equal(scores.Select(s => (int)s), npu[1].SignedBytes.Select(s => (int)s), (a, b) => Math.Abs(a - b) <= 1);
        Assert.Equal(features, npu[2].Floats);
    }

    private static bool IsSupported<TModel>(ModelWeights weights, Isa isa)
        where TModel : IModel<TModel>
    {
        try
        {
            TModel.Create(weights, new ModelOptions { Isa = isa });
            return true;
        }
        catch (PlatformNotSupportedException)
        {
            return false;
        }
    }

    private static (byte[] Boxes, sbyte[] Scores, float[] Features) Run<TModel>(ModelWeights weights, Tensor image, ModelOptions options)
        where TModel : IModel<TModel> => Run(TModel.Create(weights, options), image);

    private static (byte[] Boxes, sbyte[] Scores, float[] Features) Run<TModel>(TModel net, Tensor image)
        where TModel : IModel<TModel>
    {
        var boxes = new byte[4];
        var scores = new sbyte[5];
        var features = new float[6 * 5 * 6];
        net.Run([image.Floats], [boxes, scores, features]);
        return (boxes, scores, features);
    }

    /// <summary>Real values within half a step of what bytes stand for, as far as the range of the bytes reaches.</summary>
    private static void Close(Tensor real, Quantization quantization, int[] bytes)
    {
        ElementType element = bytes.Any(b => b < 0) || quantization.ZeroPoint < 0 ? ElementType.Int8 : ElementType.UInt8;
        for (int i = 0; i < bytes.Length; i++)
        {
            Assert.InRange(bytes[i] - quantization.Quantize(real.Floats[i], element, RoundingRule.Onnx), -1, 1);
        }
    }

    private static Tensor Image(ModelInfo info)
    {
        var random = new Random(Seed);
        Shape shape = info.Inputs[0].Type.Shape;
        return new Tensor(shape, [.. Enumerable.Range(0, shape.ElementCount).Select(_ => random.NextSingle())]);
    }
}
