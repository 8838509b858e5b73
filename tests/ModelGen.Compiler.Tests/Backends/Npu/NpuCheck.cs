using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Npu;
using ModelGen.IR;
using ModelGen.IR.Text;
using ModelGen.Npu;

namespace ModelGen.Compiler.Tests.Backends.Npu;

/// <summary>Compares programs on the emulator with the reference semantics.</summary>
internal static class NpuCheck
{
    /// <summary>The plan of a graph that compiles; its programs are valid.</summary>
    public static NpuModel Link(Graph graph, IReadOnlyDictionary<string, Tensor> parameters, NpuMachine machine, bool sideBySide = false)
    {
        NpuCompilation compilation = NpuCompiler.Compile(graph, machine, new NpuCompilerOptions { SideBySide = sideBySide });
        Assert.True(compilation.Plan is not null, $"{machine.Name}: {string.Join("; ", compilation.Failures)}\n{GraphPrinter.Print(graph)}");
        NpuModel model = compilation.Plan.Link(path => parameters.GetValueOrDefault(path));
        foreach (NpuProgram program in model.Programs.OfType<NpuProgram>())
        {
            IReadOnlyList<string> defects = NpuVerifier.Verify(program, machine);
            Assert.True(defects.Count == 0, $"{machine.Print()}\n{string.Join("\n", defects.Take(5))}\n{GraphPrinter.Print(graph)}");
        }

        return model;
    }

    /// <summary>Compiles, runs and compares, bit for bit. All of the graph runs on the NPU unless it is told otherwise.</summary>
    public static NpuModel Compare(NpuGraph graph, NpuMachine machine, string where, bool allowsHost = false) =>
        Compare(graph.Build(), graph.Inputs, graph.Parameters, machine, where, allowsHost);

    /// <inheritdoc cref="Compare(NpuGraph, NpuMachine, string, bool)"/>
    public static NpuModel Compare(
        Graph graph, IReadOnlyDictionary<string, Tensor> inputs, IReadOnlyDictionary<string, Tensor> parameters, NpuMachine machine, string where, bool allowsHost)
    {
        NpuModel model = Link(graph, parameters, machine);
        Assert.True(allowsHost || model.Programs.All(p => p is not null), $"{where}: part of it runs on the host\n{model.Plan.Print()}");
        IReadOnlyList<Tensor> actual = model.Execute(inputs, (program, memory) => new NpuEmulator(machine) { Checked = true }.Run(program, memory));
        RequireReference(graph, inputs, parameters, actual, machine, where);
        return model;
    }

    /// <summary>Compiles for an inference on each core, runs some of them at the same time, and compares each, bit for bit.</summary>
    public static NpuModel CompareSideBySide(NpuGraph net, IReadOnlyList<IReadOnlyDictionary<string, Tensor>> samples, NpuMachine machine, string where)
    {
        Graph graph = net.Build();
        NpuModel model = Link(graph, net.Parameters, machine, sideBySide: true);
        IReadOnlyList<IReadOnlyList<Tensor>> actual = model.ExecuteSideBySide(samples, (program, memory) => new NpuEmulator(machine) { Checked = true }.Run(program, memory));
        Assert.Equal(samples.Count, actual.Count);
        for (int i = 0; i < samples.Count; i++)
        {
            RequireReference(graph, samples[i], net.Parameters, actual[i], machine, $"{where}, sample {i} of {samples.Count}");
        }

        return model;
    }

    private static void RequireReference(
        Graph graph, IReadOnlyDictionary<string, Tensor> inputs, IReadOnlyDictionary<string, Tensor> parameters, IReadOnlyList<Tensor> actual, NpuMachine machine, string where)
    {
        IReadOnlyList<Tensor> expected = GraphInterpreter.Run(graph, inputs, parameters);
        for (int i = 0; i < expected.Count; i++)
        {
            int[] wanted = Values(expected[i]), got = Values(actual[i]);
            int[] wrong = [.. Enumerable.Range(0, wanted.Length).Where(e => wanted[e] != got[e])];
            Assert.True(
                wrong.Length == 0,
                $"{where}, {machine.Name}: {wrong.Length} of {wanted.Length} values of output {i} differ, the first at {wrong.FirstOrDefault()}\n{GraphPrinter.Print(graph)}\n{machine.Print()}");
        }
    }

    private static int[] Values(Tensor tensor) => tensor.Type.Element switch
    {
        ElementType.UInt8 => Array.ConvertAll(tensor.Bytes, b => (int)b),
        ElementType.Int8 => Array.ConvertAll(tensor.SignedBytes, b => (int)b),
        ElementType.Int32 => tensor.Ints,
        _ => Array.ConvertAll(tensor.Floats, BitConverter.SingleToInt32Bits),
    };
}
