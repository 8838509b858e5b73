using System;
using System.Linq;
using System.Reflection;
using ModelGen.Generator.Tests.Harness;

namespace ModelGen.Generator.Tests.Emit;

/// <summary>Generated code runs, and computes what the same class computes eagerly.</summary>
public sealed class CompiledModelTests
{
    [Theory]
    [InlineData(Isa.Vector128, 1)]
    [InlineData(Isa.Vector256, 1)]
    [InlineData(Isa.Vector512, 1)]
    [InlineData(Isa.Vector256, 3)]
    public void Digits_compiled_is_digits_eager(Isa isa, int threads) => Compare(TestProject.Of(Models.Digits), "Samples.DigitClassifier", isa, threads);

    [Theory]
    [InlineData(Isa.Vector128, 1)]
    [InlineData(Isa.Vector256, 1)]
    [InlineData(Isa.Vector512, 2)]
    public void Residual_compiled_is_residual_eager(Isa isa, int threads) => Compare(Models.ResidualProject, "Samples.Residual", isa, threads);

    private static void Compare(TestProject project, string type, Isa isa, int threads)
    {
        Type model = GeneratorSession.RunOnce(project).ExpectClean().Load().GetType(type, throwOnError: true)!;
        typeof(CompiledModelTests).GetMethod(nameof(CompareTyped), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(model).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [isa, threads], null);
    }

    private static void CompareTyped<TModel>(Isa isa, int threads)
        where TModel : IModel<TModel>
    {
        ModelInfo info = TModel.Info;
        TModel net = TModel.Create(ModelWeights.Random(info, 7), new ModelOptions { Isa = isa, Threads = threads });
        var random = new Random(3);
        Tensor[] inputs = [.. info.Inputs.Select(i => new Tensor(i.Type.Shape, Enumerable.Range(0, i.Type.Shape.ElementCount).Select(_ => random.NextSingle()).ToArray()))];
        float[][] outputs = [.. info.Outputs.Select(o => new float[o.Type.Shape.ElementCount])];
        net.Run([.. inputs.Select(i => (Array)i.Floats)], outputs);
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
}
