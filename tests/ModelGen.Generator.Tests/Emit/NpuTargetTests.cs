using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using ModelGen.Compiler.Backends.Npu;
using ModelGen.Generator.Tests.Harness;
using ModelGen.Npu;

namespace ModelGen.Generator.Tests.Emit;

/// <summary>Programs for NPUs in generated code.</summary>
public sealed class NpuTargetTests
{
    private const string Source = Models.UndocumentedUsings +
        """
        [Model]
        public sealed partial class Net
        {
            private readonly Conv2D conv = new(4, kernel: 3, padding: 1);
            private readonly Dense dense = new(3);

            public Tensor Forward([Input(4, 4, 2)] Tensor image) => dense.Forward(Flatten(MaxPool(Relu(conv.Forward(image)), 2)));
        }
        """;

    /// <summary>The expressions that become layers: an activation that alone reads a layer is the saturation of that one.</summary>
    private static readonly string[] Calls = ["dense.Forward(", "MaxPool(", "Relu(", "conv.Forward("];

    private static TestProject Project => TestCalibrations.Calibrate(TestProject.Of(Source))
        .Edit("public sealed", "[Target(Backend.Npu, Preset = \"vta-pynq\"), Target(Backend.Npu, Preset = \"ethos-u55-32\")]\npublic sealed");

    [Fact]
    public Task Programs_of_a_model()
    {
        string text = GeneratorSession.RunOnce(Project).Sources["Net.Kernels.g.cs"];
        return Verify(text[text.IndexOf("namespace ModelGen.Generated.Programs", StringComparison.Ordinal)..], "cs");
    }

    [Fact]
    public void A_generated_program_is_the_compiled_one_and_computes_what_the_CPU_does()
    {
        GeneratorRun run = GeneratorSession.RunOnce(Project);
        Assert.Contains("Quantize beside vta-pynq, ethos-u55-32 (", run.ExpectOnly("MG0506").GetMessage(null), StringComparison.Ordinal);
        Type model = run.Load().GetType("Net", throwOnError: true)!;
        typeof(NpuTargetTests).GetMethod(nameof(Check), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(model).Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null);
    }

    private static void Check<TModel>()
        where TModel : class, IModel<TModel>
    {
        ModelInfo info = TModel.Info;
        Assert.Equal(["vta-pynq", "ethos-u55-32"], info.NpuPlans.Select(p => p.Machine.Name));
        foreach (NpuPlan plan in info.NpuPlans)
        {
            Assert.Equal(NpuCompiler.Compile(ModelGen.Compiler.Pipeline.Quantize(info.Graph, info.Calibration!, info.FloatScopes).Graph, plan.Machine).Plan!.At(info.Places), plan);
            Assert.All(plan.Stages.OfType<NpuProgramStage>().SelectMany(s => s.Program.Layers), l => Assert.True(l.File.EndsWith(".cs", StringComparison.Ordinal) && Source.Split('\n')[l.Line - 2][(l.Column - 1)..] is var call && Calls.Any(c => call.StartsWith(c, StringComparison.Ordinal)), l.ToString()));
        }

        TModel net = TModel.Create(ModelWeights.Random(info, 3));
        var random = new Random(4);
        float[] image = [.. Enumerable.Range(0, info.Inputs[0].Type.Shape.ElementCount).Select(_ => random.NextSingle())], scores = new float[info.Outputs[0].Type.Shape.ElementCount];
        net.Run([image], [scores]);
        foreach (string? machine in new[] { null, "ethos-u55-32" })
        {
            NpuModelRun npu = net.OnNpu(machine).Run(new Dictionary<string, Tensor> { [info.Inputs[0].Name] = new(info.Inputs[0].Type.Shape, image) });
            Assert.Equal(scores, npu.Outputs[0].Floats);
            Assert.True(npu.Cycles > 0 && npu.Picojoules > 0);
        }

        Assert.Contains("it has 'vta-pynq', 'ethos-u55-32'", Assert.Throws<ArgumentException>(() => net.OnNpu("rngd")).Message, StringComparison.Ordinal);
    }
}
