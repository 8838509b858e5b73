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

    /// <summary>Runs the stages: programs on the emulator, what is between them by the reference semantics.</summary>
    /// <param name="inputs">A tensor for each input, by name.</param>
    /// <param name="emulator">An emulator of the plan's machine; null for one with the defaults.</param>
    /// <exception cref="ArgumentException">A tensor is missing or of another type than the plan says.</exception>
    public NpuModelRun Run(IReadOnlyDictionary<string, Tensor> inputs, NpuEmulator? emulator = null)
    {
        emulator ??= new NpuEmulator(Plan.Machine);
        var runs = new List<NpuRun>();
        IReadOnlyList<Tensor> outputs = Execute(inputs, (program, memory) => runs.Add(emulator.Run(program, memory)));
        return new NpuModelRun(outputs, runs);
    }

    /// <summary>Runs the stages, with programs as the caller runs them.</summary>
    /// <param name="inputs">A tensor for each input, by name.</param>
    /// <param name="execute">Runs a program on memory that holds its inputs.</param>
    /// <exception cref="ArgumentException">A tensor is missing or of another type than the plan says.</exception>
    public IReadOnlyList<Tensor> Execute(IReadOnlyDictionary<string, Tensor> inputs, Action<NpuProgram, NpuMemory> execute)
    {
        var values = new Dictionary<int, Tensor>();
        foreach (KeyValuePair<int, Tensor> constant in constants)
        {
            values[constant.Key] = constant.Value;
        }

        foreach (NpuStageValue input in Plan.Inputs)
        {
            values[input.Node] = !inputs.TryGetValue(input.Name, out Tensor? tensor) ? throw new ArgumentException($"The value of input '{input.Name}' is not given.", nameof(inputs))
                : tensor.Type != input.Type ? throw new ArgumentException($"The input '{input.Name}' is {input.Type}, but its value is {tensor.Type}.", nameof(inputs))
                : tensor;
        }

        for (int i = 0; i < Plan.Stages.Count; i++)
        {
            if (Programs[i] is { } program)
            {
                RunProgram(program, Plan.Stages[i], values, execute);
            }
            else
            {
                RunHost((NpuHostStage)Plan.Stages[i], values);
            }
        }

        return [.. Plan.Outputs.Select(o => values[o.Node])];
    }

    private void RunProgram(NpuProgram program, NpuStage stage, Dictionary<int, Tensor> values, Action<NpuProgram, NpuMemory> execute)
    {
        var memory = new NpuMemory(program, Plan.Machine);
        foreach (NpuStageValue input in stage.Inputs)
        {
            Tensor value = values[input.Node];
            memory.Write(input.Name, value.Type.Element == ElementType.UInt8 ? value.Bytes : Array.ConvertAll(value.SignedBytes, b => unchecked((byte)b)));
        }

        execute(program, memory);
        foreach (NpuStageValue output in stage.Outputs)
        {
            byte[] bytes = memory.Read(output.Name);
            values[output.Node] = output.Type.Element == ElementType.UInt8
                ? new Tensor(output.Type.Shape, bytes)
                : new Tensor(output.Type.Shape, Array.ConvertAll(bytes, b => unchecked((sbyte)b)));
        }
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
