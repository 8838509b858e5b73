using System.Collections.Generic;
using ModelGen.IR;

namespace ModelGen.Compiler.Backends.Npu.Lowering;

/// <summary>What decides whether the NPU can compute an operation.</summary>
internal sealed class SupportContext(Graph graph)
{
    private readonly Dictionary<int, Node> nodes = graph.ById();
    private readonly HashSet<int> constants = ConstantNodes.Of(graph);

    /// <summary>Whether a value is known once weights are linked.</summary>
    public bool IsConstant(int id) => constants.Contains(id);

    /// <summary>The type of a value.</summary>
    public TensorType TypeOf(int id) => nodes[id].Type;

    /// <summary>A node.</summary>
    public Node this[int id] => nodes[id];

    /// <summary>Whether a type is u8 or i8.</summary>
    public static bool IsBytes(TensorType type) => type.Element is ElementType.UInt8 or ElementType.Int8;
}
