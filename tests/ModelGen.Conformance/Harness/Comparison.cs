using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Conformance.Harness;

/// <summary>Compares eager execution with every compiled execution and with ONNX Runtime.</summary>
internal static class Comparison
{
    /// <summary>What is wrong with a case, if anything.</summary>
    public static IEnumerable<string> Check(CompiledModel model, ulong seed)
    {
        var complaints = new List<string>();
        ModelWeights weights = ModelWeights.Random(model.Info, seed);
        Tensor[] inputs = model.DrawInputs(seed);
        float[][] expected = model.RunEagerly(model.Create(weights, new ModelOptions()), inputs);
        Try("ONNX Runtime", () => OnnxOracle.Run(model.Info, weights, inputs));
        foreach (ModelOptions options in Executions.All)
        {
            object? net = null;
            Try($"{options.Isa}, {options.Threads} thread(s)", () => model.Run(net ??= model.Create(weights, options), inputs));
            Try($"{options.Isa}, {options.Threads} thread(s), second run", () => net is null ? expected : model.Run(net, inputs));
        }

        return complaints;

        void Try(string execution, Func<float[][]> run)
        {
            try
            {
                float[][] actual = run();
                for (int i = 0; i < expected.Length; i++)
                {
                    if (model.Case.Tolerance.Difference(expected[i], actual[i]) is { } difference)
                    {
                        complaints.Add($"{execution}: {model.Info.Outputs[i].Name} {model.Info.Outputs[i].Type}: {difference}");
                    }
                }
            }
            catch (Exception e)
            {
                complaints.Add($"{execution}: {e.GetType().Name}: {e.Message}\n{string.Join("\n", (e.StackTrace ?? "").Split('\n').Take(4))}");
            }
        }
    }

    /// <summary>Fails with everything that is wrong with the cases.</summary>
    public static void CheckAll(IReadOnlyList<ModelCase> cases)
    {
        IReadOnlyList<CompiledModel> models = ModelCompiler.Compile(cases);
        var failures = new List<string>();
        for (int i = 0; i < models.Count; i++)
        {
            string[] complaints = [.. Check(models[i], (ulong)i)];
            if (complaints.Length > 0)
            {
                failures.Add($"seed {cases[i].Seed}, data {i}:\n{string.Join("\n", complaints.Distinct().Take(8))}\n{cases[i].Source($"M{i}").Split("public static class")[0]}");
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {cases.Count} cases fail.\n\n{string.Join("\n\n", failures.Take(6))}");
    }
}
