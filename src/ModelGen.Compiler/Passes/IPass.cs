using ModelGen.IR;

namespace ModelGen.Compiler.Passes;

/// <summary>A step of the pipeline: graph in, graph out, the same function computed by both.</summary>
public interface IPass
{
    /// <summary>The name in dumps and failures, as in <c>fold-batch-norm</c>.</summary>
    string Name { get; }

    /// <summary>The rewritten graph, or <paramref name="graph"/> itself when nothing applies. Deterministic.</summary>
    Graph Apply(Graph graph, PassContext context);
}
