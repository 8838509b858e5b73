using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;

namespace ModelGen.Npu;

/// <summary>A network compiled for an NPU, with its weights.</summary>
public sealed class NpuModel
{
    private readonly IReadOnlyDictionary<int, Tensor> constants;

    internal NpuModel(NpuPlan plan, IReadOnlyList<NpuProgram?> programs, IReadOnlyDictionary<int, Tensor> constants)
    {
        Plan = plan;
        Programs = programs;
        this.constants = constants;
    }

    /// <summary>The plan.</summary>
    public NpuPlan Plan { get; }

    /// <summary>The programs, one for each stage of the plan; null where a stage runs on the host.</summary>
    public IReadOnlyList<NpuProgram?> Programs { get; }

    /// <summary>Runs one inference: programs on the emulator, what is between them by the reference semantics.</summary>
    /// <param name="inputs">A tensor for each input, by name.</param>
    /// <param name="emulator">An emulator of the plan's machine; null for one with the defaults.</param>
    /// <exception cref="ArgumentException">A tensor is missing or of another type than the plan says.</exception>
    public NpuModelRun Run(IReadOnlyDictionary<string, Tensor> inputs, NpuEmulator? emulator = null) => RunSideBySide([inputs], emulator);

    /// <summary>Runs inferences side by side, one on each core.</summary>
    /// <param name="samples">For each inference a tensor for each input, by name: 1 to <see cref="NpuPlan.Samples"/> of the plan. The other cores work on zeros.</param>
    /// <param name="emulator">An emulator of the plan's machine; null for one with the defaults.</param>
    /// <exception cref="ArgumentException">There are none, or more than the plan runs; or a tensor is missing or of another type than the plan says.</exception>
    public NpuModelRun RunSideBySide(IReadOnlyList<IReadOnlyDictionary<string, Tensor>> samples, NpuEmulator? emulator = null)
    {
        emulator ??= new NpuEmulator(Plan.Machine);
        var runs = new List<NpuRun>();
        IReadOnlyList<IReadOnlyList<Tensor>> outputs = ExecuteSideBySide(samples, (program, memory) => runs.Add(emulator.Run(program, memory)));
        return new NpuModelRun(outputs, runs);
    }

    /// <summary>Runs one inference, with programs as the caller runs them.</summary>
    /// <param name="inputs">A tensor for each input, by name.</param>
    /// <param name="execute">Runs a program on memory that holds its inputs.</param>
    /// <exception cref="ArgumentException">A tensor is missing or of another type than the plan says.</exception>
    public IReadOnlyList<Tensor> Execute(IReadOnlyDictionary<string, Tensor> inputs, Action<NpuProgram, NpuMemory> execute) => ExecuteSideBySide([inputs], execute)[0];

    /// <summary>Runs inferences side by side, with programs as the caller runs them.</summary>
    /// <param name="samples">For each inference a tensor for each input, by name: 1 to <see cref="NpuPlan.Samples"/> of the plan. The other cores work on zeros.</param>
    /// <param name="execute">Runs a program on memory that holds its inputs.</param>
    /// <returns>The results of each inference.</returns>
    /// <exception cref="ArgumentException">There are none, or more than the plan runs; or a tensor is missing or of another type than the plan says.</exception>
    public IReadOnlyList<IReadOnlyList<Tensor>> ExecuteSideBySide(IReadOnlyList<IReadOnlyDictionary<string, Tensor>> samples, Action<NpuProgram, NpuMemory> execute)
    {
        if (samples.Count < 1 || samples.Count > Plan.Samples)
        {
            string most = Plan.Samples == 1 ? "one" : $"1 to {Plan.Samples}";
            throw new ArgumentException($"{samples.Count} samples are given, but the plan of '{Plan.Name}' for '{Plan.Machine.Name}' runs {most} at a time.", nameof(samples));
        }

        Dictionary<int, Tensor>[] values = [.. samples.Select(Begin)];
        for (int i = 0; i < Plan.Stages.Count; i++)
        {
            if (Programs[i] is { } program)
            {
                RunProgram(program, Plan.Stages[i], values, execute);
            }
            else
            {
                Array.ForEach(values, v => RunHost((NpuHostStage)Plan.Stages[i], v));
            }
        }

        return [.. values.Select(v => Plan.Outputs.Select(o => v[o.Node]).ToArray())];
    }

    /// <summary>The values that are there before the first stage.</summary>
    private Dictionary<int, Tensor> Begin(IReadOnlyDictionary<string, Tensor> inputs)
    {
        Dictionary<int, Tensor> values = constants.ToDictionary(c => c.Key, c => c.Value);
        foreach (NpuStageValue input in Plan.Inputs)
        {
            values[input.Node] = !inputs.TryGetValue(input.Name, out Tensor? tensor) ? throw new ArgumentException($"The value of input '{input.Name}' is not given.", nameof(inputs))
                : tensor.Type != input.Type ? throw new ArgumentException($"The input '{input.Name}' is {input.Type}, but its value is {tensor.Type}.", nameof(inputs))
                : tensor;
        }

        return values;
    }

    private void RunProgram(NpuProgram program, NpuStage stage, Dictionary<int, Tensor>[] values, Action<NpuProgram, NpuMemory> execute)
    {
        var memory = new NpuMemory(program, Plan.Machine);
        foreach (NpuStageValue input in stage.Inputs)
        {
            for (int sample = 0; sample < values.Length; sample++)
            {
                Tensor value = values[sample][input.Node];
                memory.Write(input.Name, Offset(input, sample), value.Type.Element == ElementType.UInt8 ? value.Bytes : Array.ConvertAll(value.SignedBytes, b => unchecked((byte)b)));
            }
        }

        execute(program, memory);
        foreach (NpuStageValue output in stage.Outputs)
        {
            for (int sample = 0; sample < values.Length; sample++)
            {
                byte[] bytes = memory.Read(output.Name, Offset(output, sample), output.Bytes);
                values[sample][output.Node] = output.Type.Element == ElementType.UInt8
                    ? new Tensor(output.Type.Shape, bytes)
                    : new Tensor(output.Type.Shape, Array.ConvertAll(bytes, b => unchecked((sbyte)b)));
            }
        }

        long Offset(NpuStageValue value, int sample) => program.Regions.First(r => r.Name == value.Name).Bytes / Plan.Samples * sample;
    }

    private static void RunHost(NpuHostStage stage, Dictionary<int, Tensor> values)
    {
        int[] outputs = [.. stage.Outputs.Select(o => o.Node)];
        IReadOnlyList<Tensor> results = GraphInterpreter.Evaluate(
            stage.Graph, outputs, name => values[int.Parse(name.Substring(1), System.Globalization.CultureInfo.InvariantCulture)], _ => null);
        for (int i = 0; i < outputs.Length; i++)
        {
            values[outputs[i]] = results[i];
        }
    }
}
