using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ModelGen.IR;
using ModelGen.Numerics;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Calibration.Tests;

public class CalibratorTests
{
    private static readonly ModelInfo Info = Describe();

    private static readonly ModelWeights Weights = ModelWeights.Create(new Dictionary<string, Tensor>
    {
        ["conv.weight"] = new(new Shape(1, 1, 1, 1), [2f]),
        ["conv.bias"] = new(new Shape(1), [-1f]),
    });

    [Fact]
    public void It_observes_every_value_that_fusion_would_hide()
    {
        var done = new Counter();
        CalibrationProfile profile = Calibrator.Run(Info, Weights, [Sample(-1, 0), Sample(0.5f, 3)], new CalibrationOptions { Element = ElementType.Int8, Rounding = RoundingRule.TfLite }, done);
        Assert.Equal(("Net", "min-max", ElementType.Int8, RoundingRule.TfLite), (profile.Model, profile.Method, profile.Element, profile.Rounding));
        Assert.Equal(
            [("/Add", 0, 10), ("/Relu", 0, 5), ("/Relu#2", 0.5f, 1 / (1 + MathF.Exp(-5))), ("conv/Conv2D", -3, 5), ("input:x", -1, 3)],
            profile.Tensors.Where(t => t.Key != "/Sigmoid").Select(t => (t.Key, t.Minimum, t.Maximum)));
        Assert.NotNull(profile.Find("/Sigmoid"));
        Assert.All(profile.Tensors.Where(t => t.Key != "/Sigmoid"), t => Assert.Equal(t, TensorCalibration.FromRange(t.Key, t.Minimum, t.Maximum, ElementType.Int8)));
        Assert.Equal([1, 2], done.Reports);
        Assert.Equal(profile, CalibrationProfile.Parse(profile.Print()));
    }

    [Theory]
    [InlineData(ElementType.UInt8, 0, 128)]
    [InlineData(ElementType.Int8, -128, 0)]
    public void Bounded_functions_have_the_quantization_that_TensorFlow_Lite_requires(ElementType element, int logistic, int tanh)
    {
        CalibrationProfile profile = Calibrate(new CalibrationOptions { Element = element, Rounding = RoundingRule.TfLite });
        Assert.Equal(new TensorCalibration("/Sigmoid", 0, 255f / 256, 1f / 256, logistic), profile.Find("/Sigmoid"));
        Assert.Equal(new TensorCalibration("/Softmax", 0, 255f / 256, 1f / 256, logistic), profile.Find("/Softmax"));
        Assert.Equal(new TensorCalibration("/Tanh", -1, 127f / 128, 1f / 128, tanh), profile.Find("/Tanh"));
    }

    [Fact]
    public void Nothing_is_cut_off_from_bounded_functions()
    {
        CalibrationProfile exact = Calibrate(new CalibrationOptions()), cut = Calibrate(new CalibrationOptions { Method = CalibrationMethod.Percentile(50) });
        Assert.All(["/Sigmoid", "/Softmax", "/Tanh"], key => Assert.Equal(exact.Find(key), cut.Find(key)));
        Assert.True(exact.Find("input:x")!.Maximum > cut.Find("input:x")!.Maximum);
    }

    [Fact]
    public void Values_that_only_move_have_the_quantization_of_where_they_come_from()
    {
        var builder = new GraphBuilder("Moves");
        int x = builder.Input("x", TensorType.Float(1, 1, 4, 1));
        int row = builder.Add(new Operators.Pad(new EquatableArray<int>([0, 0, 1, 0]), new EquatableArray<int>([0, 0, 0, 0]), 0), builder.Add(new Operators.MaxPool((1, 2), (1, 2), 1, default), x));
        builder.Output("y", builder.Add(new Operators.Slice(new EquatableArray<int>([0, 0, 1, 0]), new EquatableArray<int>([1, 1, 1, 1]), new EquatableArray<int>([1, 1, 1, 1])), row));
        builder.Output("z", builder.Add(new Operators.Relu(), row));
        CalibrationProfile profile = Calibrator.Run(ModelInfo.FromGraph(builder.Build()), ModelWeights.Create([]), [[new Tensor(new Shape(1, 1, 4, 1), [-5f, -1f, 3f, 2f])]]);
        TensorCalibration input = profile.Find("input:x")!;
        Assert.Equal((-5, 3), (input.Minimum, input.Maximum));
        Assert.All(["/MaxPool", "/Pad", "/Slice"], key => Assert.Equal(input with { Key = key }, profile.Find(key)));
        Assert.Equal((0, 3), (profile.Find("/Relu")!.Minimum, profile.Find("/Relu")!.Maximum));
    }

    [Fact]
    public void Values_that_are_selected_from_a_parameter_have_a_range_of_their_own()
    {
        var builder = new GraphBuilder("Lookup");
        int x = builder.Input("x", new TensorType(ElementType.Int32, new Shape(1)));
        builder.Output("y", builder.Add(new Operators.Gather(0), builder.Parameter("table", TensorType.Float(3, 1)), x));
        ModelWeights table = ModelWeights.Create(new Dictionary<string, Tensor> { ["table"] = new(new Shape(3, 1), [7f, 8f, 9f]) });
        CalibrationProfile profile = Calibrator.Run(ModelInfo.FromGraph(builder.Build()), table, [[new Tensor(new Shape(1), new[] { 1 })]]);
        Assert.Equal((8, 8), (Assert.Single(profile.Tensors).Minimum, profile.Tensors[0].Maximum));
    }

    private static CalibrationProfile Calibrate(CalibrationOptions options)
    {
        var builder = new GraphBuilder("Bounded");
        int x = builder.Input("x", TensorType.Float(1, 64));
        foreach (Operator op in new Operator[] { new Operators.Sigmoid(), new Operators.Tanh(), new Operators.Softmax(1) })
        {
            builder.Output(op.Name, builder.Add(op, x));
        }

        return Calibrator.Run(ModelInfo.FromGraph(builder.Build()), ModelWeights.Create([]), [[new Tensor(new Shape(1, 64), [.. Enumerable.Range(-32, 64).Select(i => i / 4f)])]], options);
    }

    [Fact]
    public void The_same_samples_give_the_same_profile()
    {
        var options = new CalibrationOptions { Method = CalibrationMethod.Entropy };
        Assert.Equal(Calibrator.Run(Info, Weights, [Sample(-1, 0), Sample(0.5f, 3)], options).Print(), Calibrator.Run(Info, Weights, [Sample(-1, 0), Sample(0.5f, 3)], options).Print());
    }

    [Fact]
    public void Samples_that_do_not_fit_are_refused()
    {
        Assert.Equal("There is no sample to run Net with: give at least one, better 100 and more that are typical for its use.", Refusal());
        Assert.Equal("Sample 1 has 2 tensors, but Net has 1 inputs.", Refusal([.. Sample(0, 0), .. Sample(0, 0)]));
        Assert.Equal("The input 'x' of Net is f32[1, 1, 2, 1], but sample 2 gives f32[2].", Refusal(Sample(0, 0), [new Tensor(new Shape(2), [1f, 2f])]));
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void A_value_that_is_not_finite_is_refused_with_sample_and_tensor(float value, string name) =>
        Assert.Equal($"Sample 2 gives {name} in tensor 'input:x', which cannot be quantized: check the sample and the weights.", Refusal(Sample(0, 0), Sample(1, value)));

    [Fact]
    public void An_overflow_on_the_way_is_refused_with_its_tensor() =>
        Assert.Equal("Sample 1 gives Infinity in tensor 'conv/Conv2D', which cannot be quantized: check the sample and the weights.", Refusal(Sample(1, 3e38f)));

    [Fact]
    public void It_can_be_cancelled() => Assert.Throws<OperationCanceledException>(
        () => Calibrator.Run(Info, Weights, [Sample(0, 0)], new CalibrationOptions { Cancellation = new CancellationToken(canceled: true) }));

    [Fact]
    public void A_model_class_takes_plain_arrays()
    {
        Assert.Equal(Calibrator.Run(Info, Weights, [Sample(-1, 0), Sample(0.5f, 3)]), Net.Calibrate(Weights, [[-1f, 0f], [0.5f, 3f]]));
        Assert.Equal(Calibrator.Run(Info, Weights, [Sample(1, 2)]), Net.Calibrate(Weights, [Sample(1, 2)]));
        Net net = Net.Create(Weights);
        Assert.Equal(Calibrator.Run(Info, Weights, [Sample(-1, 0), Sample(0.5f, 3)]), net.Calibrate([[-1f, 0f], [0.5f, 3f]]));
        Assert.Equal(Calibrator.Run(Info, Weights, [Sample(1, 2)]), net.Calibrate([Sample(1, 2)]));
        Assert.Equal("model", Assert.Throws<ArgumentNullException>(() => ((Net)null!).Calibrate([[1f, 2f]])).ParamName);
        Assert.Equal(
            "Net has no embedded weights, as its [Model] attribute names none: give its weights.",
            Assert.Throws<InvalidOperationException>(() => Net.Calibrate([[1f, 2f]])).Message);
        Assert.Equal(
            "The input 'x' of Net has 2 values, but sample 2 gives 3.",
            Assert.Throws<CalibrationException>(() => Net.Calibrate(Weights, [[1f, 2f], [1f, 2f, 3f]])).Message);
    }

    private static string Refusal(params IReadOnlyList<Tensor>[] samples) => Assert.Throws<CalibrationException>(() => Calibrator.Run(Info, Weights, samples)).Message;

    private static IReadOnlyList<Tensor> Sample(params float[] values) => [new Tensor(new Shape(1, 1, 2, 1), values)];

    /// <summary>conv(x) = 2x - 1; y = 2 relu(conv), z = relu(sigmoid(relu(conv))).</summary>
    private static ModelInfo Describe()
    {
        var builder = new GraphBuilder("Net");
        int x = builder.Input("x", TensorType.Float(1, 1, 2, 1));
        int weight = builder.Parameter("conv.weight", TensorType.Float(1, 1, 1, 1), "conv"), bias = builder.Parameter("conv.bias", TensorType.Float(1), "conv");
        int convolved = builder.Add("conv", new Operators.Conv2D(1, 1, default, 1), x, weight, bias);
        int first = builder.Add(new Operators.Relu(), convolved), second = builder.Add(new Operators.Relu(), builder.Add(new Operators.Sigmoid(), first));
        builder.Output("y", builder.Add(new Operators.Add(), first, first));
        builder.Output("z", second);
        return ModelInfo.FromGraph(builder.Build());
    }

    [Model]
    private sealed class Net : IModel<Net>
    {
        public static ModelInfo Info => CalibratorTests.Info;

        public static Net Create(ModelWeights weights, ModelOptions? options = null) => new() { Weights = weights };

        public ModelWeights Weights { get; private init; } = null!;

        public void Run(Array[] inputs, Array[] outputs) => throw new NotSupportedException();
    }

    private sealed class Counter : IProgress<int>
    {
        public List<int> Reports { get; } = [];

        public void Report(int value) => Reports.Add(value);
    }
}
