using System;
using System.Linq;
using System.Reflection;
using ModelGen.CompilerServices;
using ModelGen.Generator.Tests.Harness;

namespace ModelGen.Generator.Tests.Emit;

/// <summary>Generated code runs, and computes what the same class computes eagerly.</summary>
public sealed class CompiledModelTests
{
    [SkippableTheory]
    [InlineData(Isa.Vector128, 1)]
    [InlineData(Isa.Vector256, 1)]
    [InlineData(Isa.Vector512, 1)]
    [InlineData(Isa.Vector256, 3)]
    public void Digits_compiled_is_digits_eager(Isa isa, int threads) => Compare(TestProject.Of(Models.Digits), "Samples.DigitClassifier", isa, threads);

    [SkippableTheory]
    [InlineData(Isa.Vector128, 1)]
    [InlineData(Isa.Vector256, 1)]
    [InlineData(Isa.Vector512, 2)]
    public void Residual_compiled_is_residual_eager(Isa isa, int threads) => Compare(Models.ResidualProject, "Samples.Residual", isa, threads);

    [SkippableTheory]
    [InlineData(Isa.Vector128)]
    [InlineData(Isa.Vector256)]
    [InlineData(Isa.Vector512)]
    public void A_model_takes_integers_and_bytes_of_either_sign(Isa isa)
    {
        const string Source = Models.UndocumentedUsings +
            """
            [Model(Batch = 2)]
            public sealed partial class Net
            {
                private readonly Conv2D conv = new(3, kernel: 3, padding: 1);

                public (Tensor Image, Tensor Products) Forward(
                    [Input(5, 7, 1, Type = ElementType.Int8)] Tensor image, [Input(19, Type = ElementType.UInt8)] Tensor bytes, [Input(19, Type = ElementType.Int32)] Tensor numbers) =>
                    (conv.Forward((ToFloat(image) + 128) / 255), ToFloat(bytes) * ToFloat(numbers));
            }

            public static class Caller
            {
                public static void Use(Net net, System.ReadOnlySpan<sbyte> image, System.ReadOnlySpan<byte> bytes, System.ReadOnlySpan<int> numbers, System.Span<float> a, System.Span<float> b) =>
                    net.Run(image, bytes, numbers, a, b);
            }
            """;
        Compare(TestProject.Of(Source), "Net", isa, 1);
    }

    [Fact]
    public void A_model_knows_the_weights_that_it_was_made_with()
    {
        Assembly assembly = GeneratorSession.RunOnce(Models.WeightedDigits).ExpectClean().Load();
        typeof(CompiledModelTests).GetMethod(nameof(CheckWeights), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(assembly.GetType("Samples.DigitClassifier", throwOnError: true)!).Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null);
    }

    private static void CheckWeights<TModel>()
        where TModel : class, IModel<TModel>
    {
        var weights = ModelWeights.Random(TModel.Info, 7);
        Assert.Same(weights, TModel.Create(weights).Weights);
        TModel bare = Activator.CreateInstance<TModel>();
        Assert.Equal("This DigitClassifier has no weights: make it with DigitClassifier.Create.", Assert.Throws<InvalidOperationException>(() => bare.Weights).Message);
    }

    private static void Compare(TestProject project, string type, Isa isa, int threads)
    {
        Type model = GeneratorSession.RunOnce(project).ExpectClean().Load().GetType(type, throwOnError: true)!;
        typeof(CompiledModelTests).GetMethod(nameof(CompareTyped), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(model).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [isa, threads], null);
    }

    private static void CompareTyped<TModel>(Isa isa, int threads)
        where TModel : IModel<TModel>
    {
        Skip.If(isa == Isa.Vector512 && !Simd512.IsSupported, "There is no Vector512 here.");
        ModelInfo info = TModel.Info;
        TModel net = TModel.Create(ModelWeights.Random(info, 7), new ModelOptions { Isa = isa, Threads = threads });
        var random = new Random(3);
        Tensor[] inputs = [.. info.Inputs.Select(i => i.Type.Element switch
        {
            ElementType.Int8 => new Tensor(i.Type.Shape, Draw(i, () => (sbyte)random.Next(-128, 128))),
            ElementType.UInt8 => new Tensor(i.Type.Shape, Draw(i, () => (byte)random.Next(256))),
            ElementType.Int32 => new Tensor(i.Type.Shape, Draw(i, () => random.Next(-1000, 1000))),
            _ => new Tensor(i.Type.Shape, Draw(i, random.NextSingle)),
        })];
        float[][] outputs = [.. info.Outputs.Select(o => new float[o.Type.Shape.ElementCount])];
        net.Run([.. inputs.Select(Values)], outputs);
        object eager = typeof(TModel).GetMethod("Forward")!.Invoke(net, [.. inputs])!;
        Tensor[] expected = eager is Tensor single ? [single] : [.. Enumerable.Range(0, outputs.Length).Select(i => (Tensor)((System.Runtime.CompilerServices.ITuple)eager)[i]!)];
        for (int i = 0; i < outputs.Length; i++)
        {
            Assert.Equal(expected[i].Shape, info.Outputs[i].Type.Shape);
            float scale = expected[i].Floats.Max(Math.Abs);
            Assert.True(scale > 0);
            for (int k = 0; k < outputs[i].Length; k++)
            {
                Assert.Equal(expected[i].Floats[k], outputs[i][k], 1e-5f * scale);
            }
        }
    }

    private static T[] Draw<T>(ValueInfo input, Func<T> next) => [.. Enumerable.Range(0, input.Type.Shape.ElementCount).Select(_ => next())];

    private static Array Values(Tensor tensor) => tensor.Type.Element switch
    {
        ElementType.Int8 => tensor.SignedBytes,
        ElementType.UInt8 => tensor.Bytes,
        ElementType.Int32 => tensor.Ints,
        _ => tensor.Floats,
    };
}
