using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// Fuses an element-wise operation into the convolution, matrix product or pooling whose result it takes: activations, residual
/// additions, gates. Between two that could take it in, as where a block adds two convolutions, the later one does: the result of the
/// other is there by then.
/// </summary>
public sealed class FuseAnchor(FusionLimits limits) : FuseProducer(limits)
{
    /// <inheritdoc/>
    protected override IEnumerable<Node> Candidates(GraphEditor graph, Node node)
    {
        Node[] candidates = [.. graph.Operands(node).Distinct().Where(o => KernelGroup.Of(o) is { HasHeavyAnchor: true })];
        return candidates.OrderBy(c => candidates.Count(other => graph.IsBefore(c, other)));
    }
}
