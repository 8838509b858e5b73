using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// Fuses an element-wise operation into the kernel that takes its result, so that chains and small graphs of them become one kernel: also
/// into the steps of a convolution, matrix product or pooling.
/// </summary>
public sealed class FuseElementWise(FusionLimits limits) : FuseProducer(limits)
{
    /// <inheritdoc/>
    protected override IEnumerable<Node> Candidates(GraphEditor graph, Node node) =>
        graph.Operands(node).Distinct().Where(o => KernelGroup.Of(o) is { HasHeavyAnchor: false });
}
