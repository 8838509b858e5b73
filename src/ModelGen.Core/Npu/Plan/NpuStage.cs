using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;

namespace ModelGen.Npu;

/// <summary>A part of a network that runs on one side: an NPU's program, or operations on the host.</summary>
/// <param name="Inputs">The values that it takes.</param>
/// <param name="Outputs">The values that it gives to later parts, or to the caller.</param>
public abstract record NpuStage(EquatableArray<NpuStageValue> Inputs, EquatableArray<NpuStageValue> Outputs);

/// <summary>A value that passes between parts.</summary>
/// <param name="Node">The node that makes it.</param>
/// <param name="Name">The name of its region of memory.</param>
/// <param name="Type">Its type.</param>
public sealed record NpuStageValue(int Node, string Name, TensorType Type)
{
    /// <summary>Its size.</summary>
    public long Bytes => (long)Type.Shape.ElementCount * ElementTypes.SizeInBytes(Type.Element);
}

/// <summary>Operations that run on the host, by the reference semantics.</summary>
/// <param name="Inputs">The values that it takes.</param>
/// <param name="Outputs">The values that it gives.</param>
/// <param name="Graph">The operations; what they take is an input named as <see cref="NameOf"/> says.</param>
/// <param name="Operations">Each operation with the reason.</param>
/// <param name="HandOverBytes">Bytes that pass between NPU and host for it, of one inference.</param>
/// <param name="HandOverCycles">An estimate of the NPU's cycles for these bytes, by the bandwidth and latency of the memory of inputs and outputs.</param>
public sealed record NpuHostStage(
    EquatableArray<NpuStageValue> Inputs, EquatableArray<NpuStageValue> Outputs, Graph Graph, EquatableArray<NpuHostOperation> Operations, long HandOverBytes, long HandOverCycles)
    : NpuStage(Inputs, Outputs)
{
    /// <summary>The name under which the graph takes the value of a node.</summary>
    public static string NameOf(int node) => "%" + node.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>An operation that the NPU does not compute.</summary>
/// <param name="Node">The id of its node.</param>
/// <param name="Operator">The name of its operator.</param>
/// <param name="Scope">The layer or module that it came from.</param>
/// <param name="Reason">Why, as the rest of a sentence about the operator.</param>
public sealed record NpuHostOperation(int Node, string Operator, string Scope, string Reason);

/// <summary>A program for the NPU, without the constants that weights yield.</summary>
/// <param name="Inputs">The values that it takes; each is a region of the program.</param>
/// <param name="Outputs">The values that it gives; each is a region.</param>
/// <param name="Program">The program, without constants.</param>
/// <param name="Link">What is done once the weights are known.</param>
/// <param name="EstimatedCycles">What the search of tiles expects, layer by layer.</param>
/// <param name="LayerNodes">The node of each layer of the program.</param>
public sealed record NpuProgramStage(
    EquatableArray<NpuStageValue> Inputs, EquatableArray<NpuStageValue> Outputs, NpuProgram Program, NpuLink Link, EquatableArray<double> EstimatedCycles, EquatableArray<int> LayerNodes)
    : NpuStage(Inputs, Outputs)
{
    /// <summary>The stage with the places of its layers.</summary>
    /// <param name="places">Where nodes are written, by their ids.</param>
    internal NpuProgramStage At(IReadOnlyDictionary<int, NodePlace> places) => this with
    {
        Program = Program with
        {
            Layers = Program.Layers.Select((l, i) => places.TryGetValue(LayerNodes[i], out NodePlace place) ? new NpuLayer(l.Name, place.File, place.Line, place.Column) : l).ToArray(),
        },
    };

    /// <summary>The program with its constants.</summary>
    /// <param name="values">The values of the link graph's nodes.</param>
    internal NpuProgram With(Func<int, Tensor> values) =>
        Program with { Constants = Link.Constants.Select(c => new NpuConstant(c.Memory, c.Address, ConstantBytes.Of(c, values))).ToArray() };
}
