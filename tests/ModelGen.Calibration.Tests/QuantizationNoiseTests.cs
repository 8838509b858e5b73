using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Calibration.Tests;

public class QuantizationNoiseTests
{
    private static readonly ModelInfo Info = Describe();
    private static readonly ModelWeights Weights = Draw();
    private static readonly IReadOnlyList<Tensor>[] Samples = [.. Enumerable.Range(0, 20).Select(seed => (Tensor[])[Uniform(seed, new Shape(1, 8, 8, 2), 0, 1)])];

    /// <summary>Values spread evenly over 255 steps: a power of 1/3 against 1/12 of a squared step.</summary>
    [Fact]
    public void The_noise_of_an_even_distribution_is_that_of_theory()
    {
        IReadOnlyList<LayerNoise> noise = Measure(new CalibrationOptions());
        Assert.Equal(["input:x", "first/Conv2D", "/Relu", "second/Conv2D", "/Reshape"], noise.Select(n => n.Key));
        Assert.Equal(10 * Math.Log10(4 * 255 * 255), noise[0].Added, 0.3);
        Assert.Equal(noise[0].Added, noise[0].Total);
    }

    [Fact]
    public void What_a_clamp_merges_or_a_reshape_moves_adds_no_noise_of_its_own()
    {
        IReadOnlyList<LayerNoise> noise = Measure(new CalibrationOptions());
        LayerNoise relu = noise[2], second = noise[3], reshape = noise[4];
        Assert.Equal(double.PositiveInfinity, reshape.Added);
        Assert.Equal(second.Total, reshape.Total);
        Assert.True(relu.Total < relu.Added, "all layers together are noisier than one alone");
        Assert.True(second.Total < second.Added);
    }

    [Fact]
    public void Equalization_lowers_the_noise_of_uneven_channels()
    {
        double plain = Measure(new CalibrationOptions())[^1].Total, equalized = Measure(new CalibrationOptions { Equalize = true })[^1].Total;
        Assert.True(equalized > plain + 3, $"{equalized} against {plain}");
    }

    [Fact]
    public void A_coarser_range_is_noisier()
    {
        CalibrationProfile profile = Calibrator.Run(Info, Weights, Samples);
        CalibrationProfile coarse = profile with { Tensors = profile.Tensors.Select(t => t with { Scale = 4 * t.Scale, ZeroPoint = t.ZeroPoint / 4 }).ToArray() };
        Assert.Equal(
            20 * Math.Log10(4),
            QuantizationNoise.Measure(Info, Weights, profile, Samples)[0].Added - QuantizationNoise.Measure(Info, Weights, coarse, Samples)[0].Added,
            0.5);
    }

    [Fact]
    public void A_profile_of_another_model_is_refused()
    {
        CalibrationProfile profile = Calibrator.Run(Info, Weights, Samples);
        Assert.Equal(
            "The calibration has no tensor 'input:x' of Net: calibrate the model anew.",
            Refusal(profile with { Tensors = EquatableArray<TensorCalibration>.Empty }));
        Assert.StartsWith(
            "The calibration has bias corrections for 'third/Conv2D', but the model Net has no such",
            Refusal(profile with { BiasCorrections = new[] { new ChannelValues("third/Conv2D", new[] { 1f }) } }),
            StringComparison.Ordinal);
    }

    private static string Refusal(CalibrationProfile profile) => Assert.Throws<CalibrationException>(() => QuantizationNoise.Measure(Info, Weights, profile, Samples)).Message;

    private static IReadOnlyList<LayerNoise> Measure(CalibrationOptions options) =>
        QuantizationNoise.Measure(Info, Weights, Calibrator.Run(Info, Weights, Samples, options), Samples);

    /// <summary>Two convolutions with a rectifier between them; the channels of the first differ in range by up to 1,000, and the second undoes it.</summary>
    private static ModelInfo Describe()
    {
        var builder = new GraphBuilder("Net");
        int x = builder.Input("x", TensorType.Float(1, 8, 8, 2));
        x = builder.Add("first", new Operators.Conv2D(1, 1, default, 1), x, builder.Parameter("first.weight", TensorType.Float(4, 2, 3, 3), "first"));
        x = builder.Add(new Operators.Relu(), x);
        x = builder.Add("second", new Operators.Conv2D(1, 1, default, 1), x, builder.Parameter("second.weight", TensorType.Float(3, 4, 1, 1), "second"));
        builder.Output("y", builder.Add(new Operators.Reshape(new Shape(1, 108)), x));
        return ModelInfo.FromGraph(builder.Build());
    }

    private static ModelWeights Draw()
    {
        Tensor first = Uniform(1, new Shape(4, 2, 3, 3), -0.2f, 1), second = Uniform(2, new Shape(3, 4, 1, 1), -1, 1);
        return ModelWeights.Create(new Dictionary<string, Tensor>
        {
            ["first.weight"] = new(first.Shape, [.. first.Floats.Select((w, i) => w * MathF.Pow(10, i / 18))]),
            ["second.weight"] = new(second.Shape, [.. second.Floats.Select((w, i) => w / MathF.Pow(10, i % 4))]),
        });
    }

    private static Tensor Uniform(int seed, Shape shape, float low, float high)
    {
        var random = new Random(seed);
        return new Tensor(shape, [.. Enumerable.Range(0, shape.ElementCount).Select(_ => low + (random.NextSingle() * (high - low)))]);
    }
}
