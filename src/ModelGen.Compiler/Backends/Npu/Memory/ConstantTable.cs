using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;
using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Memory;

/// <summary>The constants of a program under construction, one behind the other in the memory of weights, and the graph that they are computed by.</summary>
/// <param name="graph">The quantized graph.</param>
/// <param name="memory">The memory of weights.</param>
/// <param name="alignment">What addresses are multiples of.</param>
internal sealed class ConstantTable(Graph graph, int memory, int alignment)
{
    private readonly Dictionary<int, Node> nodes = graph.ById();
    private readonly List<Node> derived = [];
    private readonly List<int> proofs = [];
    private readonly List<NpuPlannedConstant> constants = [];
    private readonly Dictionary<(EquatableArray<NpuConstantPart>, EquatableArray<byte>), int> indices = [];
    private int nextId = graph.Nodes.Select(n => n.Id).DefaultIfEmpty(0).Max() + 1;

    /// <summary>The memory of weights.</summary>
    public int Memory { get; } = memory;

    /// <summary>The address of the first constant, set before any address is asked for.</summary>
    public long Begin { get; set; }

    /// <summary>Bytes of all constants.</summary>
    public long Length { get; private set; }

    /// <summary>The type of a value of the graph, or of a derived one.</summary>
    public TensorType TypeOf(int id) => nodes[id].Type;

    /// <summary>The address of a constant.</summary>
    public long AddressOf(int constant) => Begin + constants[constant].Address;

    /// <summary>A constant that is known at compile time.</summary>
    public int Bytes(EquatableArray<byte> bytes) => Add([], bytes, bytes.Count);

    /// <summary>A constant that is known at link time; equal ones are kept once.</summary>
    /// <param name="bytes">Bytes of all parts.</param>
    /// <param name="parts">The parts.</param>
    public int Linked(long bytes, params NpuConstantPart[] parts) => Add(parts, default, bytes);

    /// <summary>The id of a constant that is computed from others at link time; equal ones are computed once.</summary>
    public int Derive(Operator op, params int[] inputs)
    {
        if (derived.Find(n => n.Operator == op && n.Inputs == inputs) is { } same)
        {
            return same.Id;
        }

        var node = new Node(nextId++, op, inputs, op.Infer([.. inputs.Select(TypeOf)]).Type, "");
        derived.Add(node);
        nodes.Add(node.Id, node);
        return node.Id;
    }

    /// <summary>Lets linking evaluate a derived value that throws if the weights are not fit.</summary>
    /// <param name="id">The derived value.</param>
    /// <param name="scope">The layer that a message names.</param>
    public void Prove(int id, string scope)
    {
        int index = derived.FindIndex(n => n.Id == id);
        if (index >= 0 && derived[index].Scope.Length == 0)
        {
            derived[index] = derived[index] with { Scope = scope };
        }

        proofs.Add(id);
    }

    /// <summary>What linking evaluates: first what the parts of constants name, then what only proves.</summary>
    /// <param name="others">Further values that are wanted.</param>
    public NpuLink Link(IEnumerable<int> others)
    {
        int[] wanted = [.. constants.SelectMany(c => c.Parts).Select(p => p.Node).Concat(proofs).Concat(others).Distinct()];
        var needed = new HashSet<int>(wanted);
        Node[] all = [.. graph.Nodes, .. derived];
        foreach (Node node in all.Reverse())
        {
            if (needed.Contains(node.Id))
            {
                needed.UnionWith(node.Inputs);
            }
        }

        GraphOutput[] outputs = [.. wanted.Select(id => new GraphOutput("c" + id.ToString(System.Globalization.CultureInfo.InvariantCulture), id))];
        return new NpuLink(new Graph(graph.Name, all.Where(n => needed.Contains(n.Id)).ToArray(), outputs), constants.Select(c => c with { Address = Begin + c.Address }).ToArray());
    }

    private int Add(NpuConstantPart[] parts, EquatableArray<byte> bytes, long length)
    {
        if (!indices.TryGetValue((parts, bytes), out int index))
        {
            index = constants.Count;
            Length = (Length + alignment - 1) / alignment * alignment;
            constants.Add(new NpuPlannedConstant(Memory, Length, length, bytes, parts));
            indices.Add((parts, bytes), index);
            Length += length;
        }

        return index;
    }
}
