using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ModelGen.IR;

namespace ModelGen.Npu;

/// <summary>A network compiled for an NPU, without its weights.</summary>
/// <param name="Name">The name of the network.</param>
/// <param name="Machine">The machine.</param>
/// <param name="Stages">Programs for the NPU and what runs on the host between them, in order.</param>
/// <param name="Inputs">The inputs of the network.</param>
/// <param name="Outputs">Its results: the name of each, and the value.</param>
/// <param name="Host">The constants that the host needs.</param>
public sealed record NpuPlan(
    string Name, NpuMachine Machine, EquatableArray<NpuStage> Stages, EquatableArray<NpuStageValue> Inputs, EquatableArray<GraphOutput> Outputs, Graph Host)
{
    /// <summary>
    /// Inferences of a run, one on each core. The regions of inputs and results are divided into as many equal parts, that of the first inference first.
    /// </summary>
    public int Samples { get; init; } = 1;

    /// <summary>The plan with the constants that weights yield, compressed where the machine has a decoder and their loads gain by it.</summary>
    /// <param name="parameter">The trained tensor of a path, or null.</param>
    /// <exception cref="ArgumentException">A tensor is missing or of another type than the network says.</exception>
    /// <exception cref="Numerics.QuantizationException">Weights cannot be quantized as the network asks; the message begins with the layer.</exception>
    public NpuModel Link(Func<string, Tensor?> parameter)
    {
        var programs = new List<NpuProgram?>();
        foreach (NpuStage stage in Stages)
        {
            if (stage is not NpuProgramStage program)
            {
                programs.Add(null);
                continue;
            }

            Dictionary<int, Tensor> values = Evaluate(program.Link.Graph, parameter);
            programs.Add(WeightCompression.Apply(program.With(id => values[id]), Machine));
        }

        return new NpuModel(this, programs, Evaluate(Host, parameter));
    }

    /// <summary>The plan with the places in which its layers are written.</summary>
    /// <param name="places">The places of nodes; layers of others have none.</param>
    public NpuPlan At(IEnumerable<NodePlace> places)
    {
        Dictionary<int, NodePlace> byNode = places.ToDictionary(p => p.Node);
        return this with { Stages = Stages.Select(s => s is NpuProgramStage program ? program.At(byNode) : s).ToArray() };
    }

    /// <summary>The listing: for each stage its program, or its operations with the reasons.</summary>
    public string Print()
    {
        var text = new StringBuilder();
        text.Append(FormattableString.Invariant($"; {Name} for {Machine.Name}{(Samples > 1 ? $", {Samples} inferences side by side" : "")}\n"));
        foreach (NpuStage stage in Stages)
        {
            switch (stage)
            {
                case NpuHostStage host:
                    text.Append(FormattableString.Invariant($"\n; on the host: {host.HandOverBytes} bytes to hand over, about {host.HandOverCycles} cycles\n"));
                    foreach (NpuHostOperation operation in host.Operations)
                    {
                        text.Append(FormattableString.Invariant($";   %{operation.Node} {operation.Operator} {operation.Reason}\n"));
                    }

                    break;
                case NpuProgramStage program:
                    text.Append('\n').Append(program.Program.Disassemble());
                    break;
            }
        }

        return text.ToString();
    }

    private static Dictionary<int, Tensor> Evaluate(Graph graph, Func<string, Tensor?> parameter)
    {
        int[] ids = [.. graph.Outputs.Select(o => o.Node)];
        IReadOnlyList<Tensor> values = GraphInterpreter.Evaluate(graph, ids, _ => null, parameter);
        var found = new Dictionary<int, Tensor>();
        for (int i = 0; i < ids.Length; i++)
        {
            found[ids[i]] = values[i];
        }

        return found;
    }
}
