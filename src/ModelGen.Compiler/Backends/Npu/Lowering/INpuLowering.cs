using ModelGen.IR;

namespace ModelGen.Compiler.Backends.Npu.Lowering;

/// <summary>Makes layers of an operator.</summary>
internal interface INpuLowering
{
    /// <summary>Why the NPU cannot compute it, as the rest of a sentence about the operator; null if it can.</summary>
    /// <param name="context">The graph.</param>
    /// <param name="node">The operation.</param>
    string? ReasonAgainst(SupportContext context, Node node);

    /// <summary>Adds the layers.</summary>
    /// <param name="builder">The program.</param>
    /// <param name="node">The operation, which <see cref="ReasonAgainst"/> has nothing against.</param>
    void Lower(LayerBuilder builder, Node node);
}
