using System;
using System.Linq;
using ModelGen.IR;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Runtime.Tests.Weights;

public sealed class RandomWeightsTests
{
    private static readonly ModelInfo Info = Build();

    [Fact]
    public void SplitMix64_draws_the_numbers_of_its_reference()
    {
        var random = new SplitMix64(1234567);
        Assert.Equal(6457827717110365317UL, random.Next());
        Assert.Equal(3203168211198807973UL, random.Next());
        Assert.Equal(9817491932198370423UL, random.Next());
    }

    [Fact]
    public void A_seed_gives_the_same_bits_everywhere()
    {
        float[] drawn = ModelWeights.Random(Info, 42)["conv.weight"].Floats;
        Assert.Equal([-1118260670, 1033556325, -1114569559], drawn[..3].Select(BitConverter.SingleToInt32Bits));
        Assert.Equal(drawn, ModelWeights.Random(Info, 42)["conv.weight"].Floats);
        Assert.NotEqual(drawn, ModelWeights.Random(Info, 43)["conv.weight"].Floats);
    }

    [Fact]
    public void They_fit_the_model_they_are_drawn_for() => ModelWeights.Random(Info, 1).Check(Info);

    [Fact]
    public void Scales_follow_the_use_of_each_parameter()
    {
        ModelWeights weights = ModelWeights.Random(Info, 7);
        AssertUniform(weights["conv.weight"], Math.Sqrt(6.0 / (16 * 9)));
        AssertUniform(weights["up.weight"], Math.Sqrt(6.0 / (32 * 4 / 4)));
        AssertUniform(weights["dense.weight"], Math.Sqrt(6.0 / 512));
        Assert.All(weights["bn.weight"].Floats, v => Assert.InRange(v, 0.8f, 1.2f));
        Assert.All(weights["bn.running_var"].Floats, v => Assert.InRange(v, 0.5f, 1.5f));
        Assert.All(weights["bn.running_mean"].Floats, v => Assert.InRange(v, -0.1f, 0.1f));
        Assert.All(weights["conv.bias"].Floats, v => Assert.InRange(v, -0.1f, 0.1f));
    }

    /// <summary>Within the bound, filling most of it, with mean 0 and variance bound² / 3.</summary>
    private static void AssertUniform(Tensor tensor, double bound)
    {
        Assert.All(tensor.Floats, v => Assert.InRange(v, -bound * 1.000001, bound * 1.000001));
        Assert.InRange(tensor.Floats.Max(), bound * 0.98, bound * 1.000001);
        Assert.InRange(tensor.Floats.Average(), -bound * 0.05, bound * 0.05);
        Assert.InRange(tensor.Floats.Select(v => (double)v * v).Average() / (bound * bound / 3), 0.93, 1.07);
    }

    private static ModelInfo Build()
    {
        var builder = new GraphBuilder("Random");
        int x = builder.Input("x", TensorType.Float(1, 4, 4, 16));
        x = builder.Add("conv", new Operators.Conv2D(1, 1, new Pads(1, 1, 1, 1), 1), x, builder.Parameter("conv.weight", TensorType.Float(32, 16, 3, 3)), builder.Parameter("conv.bias", TensorType.Float(32)));
        int Statistic(string name) => builder.Parameter("bn." + name, TensorType.Float(32));
        x = builder.Add("bn", new Operators.BatchNorm(1e-5f), x, Statistic("weight"), Statistic("bias"), Statistic("running_mean"), Statistic("running_var"));
        x = builder.Add("up", new Operators.ConvTranspose2D(2, 1, Pads.None, 0, 1), x, builder.Parameter("up.weight", TensorType.Float(32, 8, 2, 2)));
        x = builder.Add(new Operators.Reshape(new Shape(1, 512)), x);
        int weight = builder.Parameter("dense.weight", TensorType.Float(64, 512));
        weight = builder.Add(new Operators.Reshape(new Shape(64, 512)), weight);
        builder.Output("y", builder.Add("dense", new Operators.Dense(), x, weight));
        return ModelInfo.FromGraph(builder.Build());
    }
}
