using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Calibration.Evaluation;
using ModelGen.Compiler;
using ModelGen.Compiler.Calibration;
using ModelGen.IR;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Calibration.Tests;

public class CorrectionTests
{
    private static readonly ModelInfo Info = Describe();
    private static readonly ModelWeights Weights = Draw();
    private static readonly IReadOnlyList<Tensor>[] Samples = [.. Enumerable.Range(0, 8).Select(seed => (Tensor[])[Random(seed, new Shape(1, 6, 6, 2), 3)])];
    private static readonly Graph Prepared = Pipeline.RunBeforeFusion(Info.Graph).Graph;

    [Fact]
    public void Equalization_brings_the_ranges_of_channels_together()
    {
        CalibrationProfile profile = Calibrator.Run(Info, Weights, Samples, new CalibrationOptions { Equalize = true });
        ChannelValues factors = Assert.Single(profile.Equalization);
        Assert.Equal("first/Conv2D", factors.Key);
        Graph equalized = CalibrationRewrites.Apply(Prepared, profile).Graph;
        Assert.True(Spread(equalized) < Spread(Prepared) / 10, $"{Spread(equalized)} against {Spread(Prepared)}");
        TensorCalibration relu = profile.Find("/Relu")!;
        Assert.Equal(Magnitudes(equalized).Max(), relu.Maximum, 1e-4f * relu.Maximum);
    }

    [Fact]
    public void Equalization_runs_every_sample_twice_and_reports_each_run()
    {
        var reports = new List<int>();
        Calibrator.Run(Info, Weights, Samples, new CalibrationOptions { Equalize = true }, new Recorder(reports));
        Assert.Equal(Enumerable.Range(1, 16), reports);
    }

    [Fact]
    public void Channels_that_are_never_active_are_left_alone()
    {
        IReadOnlyList<Tensor>[] zeros = [[new Tensor(new Shape(1, 6, 6, 2), new float[72])]];
        Assert.All(Calibrator.Run(Info, Weights, zeros, new CalibrationOptions { Equalize = true }).Equalization[0].Values, f => Assert.Equal(1, f));
    }

    [Fact]
    public void Bias_correction_takes_back_the_shift_that_rounded_weights_bring()
    {
        CalibrationProfile profile = Calibrator.Run(Info, Weights, Samples, new CalibrationOptions { CorrectBias = true });
        Assert.Equal(["first/Conv2D", "second/Conv2D"], profile.BiasCorrections.Select(c => c.Key));
        Graph corrected = CalibrationRewrites.Apply(Prepared, profile).Graph;
        double before = Shift(Prepared), after = Shift(corrected);
        Assert.True(after < before / 10, $"{after} against {before}");
    }

    /// <summary>The greatest shift of a channel's mean at the first layer, from exact weights to those rounded to 8 bits.</summary>
    private static double Shift(Graph graph)
    {
        double[] exact = Means(Prepared, path => Weights[path]), rounded = Means(graph, path => path == "first.weight" ? Rounded(Weights[path]) : Weights[path]);
        return exact.Zip(rounded, (a, b) => Math.Abs(a - b)).Max();
    }

    private static Tensor Rounded(Tensor weight)
    {
        int size = weight.Floats.Length / weight.Shape[0];
        return new Tensor(weight.Shape, [.. weight.Floats.Chunk(size).SelectMany(channel =>
        {
            float scale = channel.Max(Math.Abs) / 127;
            return channel.Select(w => MathF.Round(w / scale) * scale);
        })]);
    }

    private static double[] Means(Graph graph, Func<string, Tensor> parameter)
    {
        var means = new double[4];
        Visit(graph, parameter, node => node.Operator is Operators.Conv2D && node.Scope == "first", values => Accumulate(means, values, (mean, v) => mean + v));
        return means;
    }

    private static double Spread(Graph graph) => Magnitudes(graph).Max() / Magnitudes(graph).Min();

    private static float[] Magnitudes(Graph graph)
    {
        var magnitudes = new double[4];
        Visit(graph, path => Weights[path], node => node.Operator is Operators.Relu, values => Accumulate(magnitudes, values, (magnitude, v) => Math.Max(magnitude, Math.Abs(v))));
        return [.. magnitudes.Select(m => (float)m)];
    }

    private static void Accumulate(double[] totals, float[] values, Func<double, float, double> next)
    {
        for (int i = 0; i < values.Length; i++)
        {
            totals[i % 4] = next(totals[i % 4], values[i]);
        }
    }

    private static void Visit(Graph graph, Func<string, Tensor> parameter, Func<Node, bool> wanted, Action<float[]> visit)
    {
        var evaluator = new GraphEvaluator(graph, parameter);
        foreach (IReadOnlyList<Tensor> sample in Samples)
        {
            evaluator.Run(new Dictionary<string, Tensor> { ["x"] = sample[0] }, (node, value) =>
            {
                if (wanted(node))
                {
                    visit(value.Floats);
                }
            });
        }
    }

    /// <summary>Two convolutions with a rectifier between them; the channels of the first differ in range by up to 1,000.</summary>
    private static ModelInfo Describe()
    {
        var builder = new GraphBuilder("Net");
        int x = builder.Input("x", TensorType.Float(1, 6, 6, 2));
        x = builder.Add("first", new Operators.Conv2D(1, 1, default, 1), x, builder.Parameter("first.weight", TensorType.Float(4, 2, 3, 3), "first"));
        x = builder.Add(new Operators.Relu(), x);
        x = builder.Add("second", new Operators.Conv2D(1, 1, new Pads(1, 1, 1, 1), 1), x, builder.Parameter("second.weight", TensorType.Float(3, 4, 3, 3), "second"));
        builder.Output("y", x);
        return ModelInfo.FromGraph(builder.Build());
    }

    private static ModelWeights Draw()
    {
        Tensor first = Random(1, new Shape(4, 2, 3, 3), 0.3f);
        float[] uneven = [.. first.Floats.Select((w, i) => w * MathF.Pow(10, i / 18))];
        return ModelWeights.Create(new Dictionary<string, Tensor> { ["first.weight"] = new(first.Shape, uneven), ["second.weight"] = Random(2, new Shape(3, 4, 3, 3), 0) });
    }

    private static Tensor Random(int seed, Shape shape, float mean)
    {
        var random = new Random(seed);
        return new Tensor(shape, [.. Enumerable.Range(0, shape.ElementCount).Select(_ => (random.NextSingle() * 2) - 1 + mean)]);
    }

    private sealed class Recorder(List<int> reports) : IProgress<int>
    {
        public void Report(int value) => reports.Add(value);
    }
}
