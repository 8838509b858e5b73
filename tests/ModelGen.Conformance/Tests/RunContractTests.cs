using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ModelGen.Conformance.Harness;
using ModelGen.Conformance.Suites;

namespace ModelGen.Conformance.Tests;

/// <summary>What Run promises whatever the network: it checks its arguments, guards its context, and allocates nothing.</summary>
public class RunContractTests(RunContractTests.Fixture fixture) : IClassFixture<RunContractTests.Fixture>
{
    private const int Seed = 5;

    private static readonly ModelCase Slow = new("return last.Forward(Relu(first.Forward(x)));", [new CaseInput("x", [48, 48, 16], InputValues.Unit)], Tolerance.Sums)
    {
        Fields = "private readonly Conv2D first = new(64, kernel: 5, padding: Padding.Same); private readonly Conv2D last = new(64, kernel: 5, padding: Padding.Same);",
    };

    [Fact]
    public void It_allocates_nothing()
    {
        var guilty = new List<string>();
        foreach (CompiledModel model in fixture.OneOfEach)
        {
            foreach (ModelOptions options in Executions.All)
            {
                object net = model.Create(ModelWeights.Random(model.Info, Seed), options);
                using ModelContext context = model.CreateContext(net);
                Array[] inputs = [.. model.DrawInputs(Seed).Select(CompiledModel.Values)];
                float[][] outputs = model.NewOutputs();
                for (int warmUp = 0; warmUp < 3; warmUp++)
                {
                    model.Run(net, null, inputs, outputs);
                    model.Run(net, context, inputs, outputs);
                }

                long before = GC.GetAllocatedBytesForCurrentThread();
                for (int run = 0; run < 10; run++)
                {
                    model.Run(net, null, inputs, outputs);
                    model.Run(net, context, inputs, outputs);
                }

                long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                if (allocated > 0)
                {
                    guilty.Add($"{allocated / 20.0} bytes a run with {options.Isa} on {options.Threads} thread(s), seed {model.Case.Seed}: {model.Case.Body}");
                }
            }
        }

        Assert.Empty(guilty);
    }

    [Fact]
    public void It_refuses_wrong_lengths()
    {
        foreach (CompiledModel model in fixture.OneOfEach)
        {
            object net = model.Create(ModelWeights.Random(model.Info, Seed), new ModelOptions());
            Array[] inputs = [.. model.DrawInputs(Seed).Select(CompiledModel.Values)];
            float[][] outputs = model.NewOutputs();
            for (int i = 0; i < inputs.Length; i++)
            {
                foreach (int length in new[] { 0, inputs[i].Length - 1, inputs[i].Length + 1 })
                {
                    Array[] wrong = [.. inputs];
                    wrong[i] = Array.CreateInstance(inputs[i].GetType().GetElementType()!, length);
                    string message = Assert.ThrowsAny<ArgumentException>(() => model.Run(net, null, wrong, outputs)).Message;
                    Assert.Contains($"'{model.Info.Inputs[i].Name}' is {model.Info.Inputs[i].Type} and takes {inputs[i].Length} values, but has {length}.", message);
                }
            }

            for (int i = 0; i < outputs.Length; i++)
            {
                float[][] wrong = [.. outputs];
                wrong[i] = new float[outputs[i].Length + 1];
                Assert.ThrowsAny<ArgumentException>(() => model.Run(net, null, inputs, wrong));
            }

            model.Run(net, null, inputs, outputs);
        }
    }

    [Fact]
    public void It_refuses_a_second_call_in_the_same_context()
    {
        CompiledModel model = fixture.Slow;
        object net = model.Create(ModelWeights.Random(model.Info, Seed), new ModelOptions());
        Tensor[] inputs = model.DrawInputs(Seed);
        float[] expected = model.Run(net, inputs)[0];
        int refused = 0, done = 0;
        Parallel(4, _ =>
        {
            for (int run = 0; run < 20 || (run < 100_000 && Volatile.Read(ref refused) == 0); run++)
            {
                try
                {
                    float[] actual = model.Run(net, inputs)[0];
                    Assert.Equal(expected, actual);
                    Interlocked.Increment(ref done);
                }
                catch (InvalidOperationException e)
                {
                    Assert.Contains("The context is in use by another call", e.Message);
                    Interlocked.Increment(ref refused);
                }
            }
        });
        Assert.True(done > 0 && refused > 0, $"{done} calls ran and {refused} were refused.");
        Assert.Equal(expected, model.Run(net, inputs)[0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void It_gives_equal_results_in_contexts_of_their_own(int threads)
    {
        foreach (CompiledModel model in fixture.OneOfEach.Append(fixture.Slow))
        {
            object net = model.Create(ModelWeights.Random(model.Info, Seed), new ModelOptions { Threads = threads });
            Array[][] inputs = [.. Enumerable.Range(0, 4).Select(i => model.DrawInputs((ulong)i).Select(CompiledModel.Values).ToArray())];
            float[][][] expected = [.. inputs.Select(i => { float[][] outputs = model.NewOutputs(); model.Run(net, null, i, outputs); return outputs; })];
            Parallel(4, caller =>
            {
                using ModelContext context = model.CreateContext(net);
                float[][] outputs = model.NewOutputs();
                for (int run = 0; run < 5; run++)
                {
                    int data = (caller + run) % inputs.Length;
                    model.Run(net, context, inputs[data], outputs);
                    Assert.Equal(expected[data], outputs);
                }
            });
        }
    }

    [Fact]
    public void It_refuses_the_context_of_another_network()
    {
        CompiledModel model = fixture.Slow;
        object net = model.Create(ModelWeights.Random(model.Info, Seed), new ModelOptions()), other = model.Create(ModelWeights.Random(model.Info, Seed), new ModelOptions());
        using ModelContext context = model.CreateContext(other);
        Array[] inputs = [.. model.DrawInputs(Seed).Select(CompiledModel.Values)];
        Assert.Contains("The context was made by another", Assert.Throws<InvalidOperationException>(() => model.Run(net, context, inputs, model.NewOutputs())).Message);
    }

    [Fact]
    public void It_survives_values_that_are_no_numbers()
    {
        foreach (CompiledModel model in fixture.OneOfEach)
        {
            object net = model.Create(ModelWeights.Random(model.Info, Seed), new ModelOptions());
            Tensor[] inputs = model.DrawInputs(Seed);
            float[][] expected = model.Run(net, inputs);
            foreach (float value in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity })
            {
                Tensor[] bad = [.. inputs.Select(i => i.Type.Element == ElementType.Float32 ? new Tensor(i.Shape, [.. i.Floats.Select(_ => value)]) : i)];
                model.Run(net, bad);
            }

            Assert.Equal(expected, model.Run(net, inputs));
        }
    }

    private static void Parallel(int callers, Action<int> action)
    {
        var failures = new List<Exception>();
        Thread[] threads = [.. Enumerable.Range(0, callers).Select(i => new Thread(() =>
        {
            try
            {
                action(i);
            }
            catch (Exception e)
            {
                lock (failures)
                {
                    failures.Add(e);
                }
            }
        }))];
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        Assert.Empty(failures);
    }

    /// <summary>One case of every suite, compiled once for all tests.</summary>
    public sealed class Fixture
    {
        private readonly IReadOnlyList<CompiledModel> models = ModelCompiler.Compile([.. AllSuites.All.Select(s => s.FromIndex(1000)), RunContractTests.Slow]);

        internal IEnumerable<CompiledModel> OneOfEach => models.SkipLast(1);

        internal CompiledModel Slow => models[^1];
    }
}
