using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Planning;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Linking;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>A program under construction: what lowerings ask about the graph, and where they put kernels, constants and steps.</summary>
internal sealed class LoweringContext
{
    /// <summary>Multiply-adds below which handing work to another thread costs more than it saves: some five microseconds on one core.</summary>
    private const long ParallelThreshold = 750_000;

    private readonly Graph graph;
    private readonly Dictionary<int, Node> nodes;
    private readonly ILookup<int, Node> readers;
    private readonly Dictionary<CpuKernel, int> kernelIndices = [];
    private readonly Dictionary<PackedConstant, int> constantIndices = [];
    private readonly List<CpuKernel> kernels = [];
    private readonly List<PackedConstant> constants = [];
    private readonly List<CpuStep> steps = [];
    private readonly List<Node> derived = [];

    public LoweringContext(Graph graph, MemoryPlan plan)
    {
        this.graph = graph;
        Plan = plan;
        nodes = graph.ById();
        readers = graph.Readers();
    }

    public MemoryPlan Plan { get; }

    public IReadOnlyList<CpuKernel> Kernels => kernels;

    public IReadOnlyList<CpuStep> Steps => steps;

    public Node this[int id] => nodes[id];

    /// <summary>The type of an input of a node.</summary>
    public TensorType TypeOf(int id) => nodes[id].Type;

    /// <summary>Whether a value is known at link time.</summary>
    public bool IsConstant(int id) => Plan.Find(id) is null;

    /// <summary>A value in the arena, or a constant packed densely as it is.</summary>
    public ValueView View(int id)
    {
        TensorType type = TypeOf(id);
        int size = ElementTypes.SizeInBytes(type.Element);
        bool isBytes = size == 1;
        return Plan.Find(id) is { } placement
            ? new ValueView(
                new Operand(OperandKind.Arena, checked(Plan.Offset(id) * (sizeof(float) / size)) + placement.Layout.Origin, isBytes), type, placement.Layout.Strides(), placement.Layout.Halo)
            : new ValueView(new Operand(OperandKind.Constant, Constant(id), isBytes), type, type.Shape.Strides(), Pads.None);
    }

    /// <summary>The byte that stands for zero in the padding around a value, as its readers quantize it; null for single precision.</summary>
    public byte? ZeroPoint(int id) => TypeOf(id).Element == ElementType.Float32 ? null : readers[id]
        .Select(reader => reader.Inputs[0] == id ? (byte?)ZeroPoints.Of(reader) : null)
        .FirstOrDefault(zero => zero is not null);

    /// <summary>The index of a constant packed densely, for every width alike.</summary>
    public int Constant(int id) => Constant(id, new Packing(0, new[] { PackSegment.Copy(TypeOf(id).Shape.ElementCount) }));

    /// <summary>The index of a constant packed as given; equal packings of one value are one constant.</summary>
    public int Constant(int id, params Packing[] packings)
    {
        var constant = new PackedConstant(id, packings);
        if (!constantIndices.TryGetValue(constant, out int index))
        {
            index = constants.Count;
            constants.Add(constant);
            constantIndices.Add(constant, index);
        }

        return index;
    }

    /// <summary>The operand that starts a number of elements further on; a constant must be packed densely.</summary>
    public Operand Moved(Operand operand, int elements)
    {
        if (operand.Kind == OperandKind.Arena || elements == 0)
        {
            return operand.Plus(elements);
        }

        int node = constants[operand.Value].Node, rest = TypeOf(node).Shape.ElementCount - elements;
        return operand with { Value = Constant(node, new Packing(0, new[] { PackSegment.Copy(rest) with { Offset = elements } })) };
    }

    /// <summary>The id of a constant computed from others at link time; equal ones are computed once.</summary>
    /// <param name="op">The operation.</param>
    /// <param name="inputs">The ids of the constants that it takes.</param>
    public int Derive(Operator op, params int[] inputs)
    {
        if (derived.Find(n => n.Operator == op && n.Inputs == inputs) is { } same)
        {
            return same.Id;
        }

        var node = new Node(nodes.Keys.Max() + 1, op, inputs, op.Infer([.. inputs.Select(TypeOf)]).Type, "");
        derived.Add(node);
        nodes.Add(node.Id, node);
        return node.Id;
    }

    /// <summary>Adds a call of a kernel for a node.</summary>
    /// <param name="node">The node that the step computes, at least in part.</param>
    /// <param name="kernel">The kernel; an equal one is reused.</param>
    /// <param name="operands">One for each of the kernel's parameters.</param>
    /// <param name="units">The independent units of work.</param>
    /// <param name="work">Scalar operations of the whole step, by which it is decided whether threads share it.</param>
    /// <param name="isPart">Whether further steps belong to the node, of which the last one counts its multiply-accumulates.</param>
    public void Add(Node node, CpuKernel kernel, IEnumerable<Operand> operands, UnitCount units, long work, bool isPart = false)
    {
        if (!kernelIndices.TryGetValue(kernel, out int index))
        {
            index = kernels.Count;
            kernels.Add(kernel);
            kernelIndices.Add(kernel, index);
        }

        TensorType[] inputs = [.. node.Inputs.Select(TypeOf)];
        bool parallel = work >= ParallelThreshold && units != UnitCount.Of(1);
        steps.Add(new CpuStep(
            index, operands.ToArray(), units, parallel, node.Id, node.Scope, Describe(node.Operator), node.Type.Shape, isPart ? 0 : node.Operator.Macs(inputs, node.Type)));
    }

    /// <summary>How an input or a result is copied from or to the caller's dense buffer.</summary>
    public CpuTransfer Transfer(string name, int id)
    {
        ValueView view = View(id);
        Shape shape = view.Shape;
        return view.IsDense
            ? new CpuTransfer(name, view.Type, view.Location, 1, 0, 1, 0, shape.ElementCount)
            : new CpuTransfer(name, view.Type, view.Location, shape[0], view.Strides[0], shape[1], view.Strides[1], shape[2] * shape[3]);
    }

    /// <summary>The constants with the part of the graph that computes them.</summary>
    public LinkPlan Link()
    {
        var needed = new HashSet<int>(constants.Select(c => c.Node));
        Node[] all = [.. graph.Nodes, .. derived];
        foreach (Node node in all.Reverse())
        {
            if (needed.Contains(node.Id))
            {
                needed.UnionWith(node.Inputs);
            }
        }

        GraphOutput[] outputs = [.. constants.Select(c => c.Node).Distinct().Select(n => new GraphOutput("c" + GraphOutputName(n), n))];
        return new LinkPlan(new Graph(graph.Name, all.Where(n => needed.Contains(n.Id)).ToArray(), outputs), constants.ToArray());
    }

    private static string GraphOutputName(int node) => node.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Describe(Operator op) => op is Fused fused
        ? string.Join(" + ", new[] { fused.Anchor.Name }.Concat(fused.Steps.Select(s => s.Operator.Name)))
        : op.Name;
}
