using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Planning;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Tests.Planning;

/// <summary>
/// Runs a planned graph with the reference semantics, but with every value kept where the plan puts it, so that a value overwritten too
/// early, a misplaced view or a halo that is not zero shows as a wrong result.
/// </summary>
internal sealed class ArenaSimulator
{
    private readonly Graph graph;
    private readonly MemoryPlan plan;
    private readonly byte[] arena;
    private readonly Dictionary<int, Tensor> constants = [];

    public ArenaSimulator(Graph graph, MemoryPlan plan)
    {
        this.graph = graph;
        this.plan = plan;
        arena = new byte[plan.ArenaLength * sizeof(float)];
        Array.Fill(arena, (byte)0xAB);
    }

    /// <summary>The results, read from the arena after the last step.</summary>
    public IReadOnlyList<Tensor> Run(Func<string, Tensor> input, Func<string, Tensor> parameter)
    {
        foreach ((Node node, Input op) in graph.Select<Input>())
        {
            Write(node, input(op.InputName));
        }

        foreach (Node node in graph.Nodes)
        {
            switch (node.Operator)
            {
                case Input:
                    break;
                case IR.Operators.Parameter op:
                    constants.Add(node.Id, parameter(op.Path));
                    break;
                default:
                    Execute(node);
                    break;
            }
        }

        return [.. graph.Outputs.Select(o => Read(o.Node))];
    }

    private void Execute(Node node)
    {
        if (plan.Find(node.Id) is { Sharing: BufferSharing.View })
        {
            return;
        }

        Tensor result = node.Operator.Evaluate([.. node.Inputs.Select(Read)], node.Type);
        if (plan.Find(node.Id) is null)
        {
            constants.Add(node.Id, result);
        }
        else
        {
            foreach (ScratchPlacement scratch in plan.Scratch.Where(s => s.Node == node.Id))
            {
                BufferPlacement buffer = plan.Buffers[scratch.Buffer];
                Array.Fill(arena, (byte)0xCD, buffer.Offset * sizeof(float), buffer.Length * sizeof(float));
            }

            Write(node, result);
        }
    }

    private void Write(Node node, Tensor value)
    {
        ValuePlacement placement = plan.Find(node.Id)!.Value;
        int start = plan.Offset(node.Id) * sizeof(float), size = ElementTypes.SizeInBytes(value.Type.Element);
        if (placement.Sharing == BufferSharing.Own)
        {
            Array.Clear(arena, start, placement.Layout.ElementCount * size);
        }

        int[] offsets = Offsets(placement.Layout);
        Array data = Data(value);
        for (int i = 0; i < offsets.Length; i++)
        {
            Buffer.BlockCopy(data, i * size, arena, start + (offsets[i] * size), size);
        }
    }

    private Tensor Read(int id)
    {
        if (constants.TryGetValue(id, out Tensor? constant))
        {
            return constant;
        }

        TensorLayout layout = plan.Find(id)!.Value.Layout;
        int start = plan.Offset(id) * sizeof(float), size = ElementTypes.SizeInBytes(layout.Type.Element);
        int[] offsets = Offsets(layout);
        Tensor value = Empty(layout.Type);
        Array data = Data(value);
        for (int i = 0; i < offsets.Length; i++)
        {
            Buffer.BlockCopy(arena, start + (offsets[i] * size), data, i * size, size);
        }

        foreach (int halo in Enumerable.Range(0, layout.ElementCount).Except(offsets))
        {
            Assert.All(arena.Skip(start + (halo * size)).Take(size), b => Assert.Equal(0, b));
        }

        return value;
    }

    private static int[] Offsets(TensorLayout layout)
    {
        int[] strides = layout.Strides(), offsets = new int[layout.Shape.ElementCount];
        for (int i = 0; i < offsets.Length; i++)
        {
            int offset = layout.Origin, rest = i;
            for (int axis = strides.Length - 1; axis >= 0; axis--)
            {
                offset += rest % layout.Shape[axis] * strides[axis];
                rest /= layout.Shape[axis];
            }

            offsets[i] = offset;
        }

        return offsets;
    }

    private static Tensor Empty(TensorType type) => type.Element switch
    {
        ElementType.Int32 => new Tensor(type.Shape, new int[type.Shape.ElementCount]),
        ElementType.UInt8 => new Tensor(type.Shape, new byte[type.Shape.ElementCount]),
        _ => new Tensor(type.Shape, new float[type.Shape.ElementCount]),
    };

    private static Array Data(Tensor tensor) => tensor.Type.Element switch
    {
        ElementType.Int32 => tensor.Ints,
        ElementType.UInt8 => tensor.Bytes,
        _ => tensor.Floats,
    };
}
