using ModelGen.IR;

namespace ModelGen.Compiler.Passes;

/// <summary>One rewrite: its preconditions as early exits, then the edit.</summary>
public abstract class Rule
{
    /// <summary>
    /// Rewrites <paramref name="node"/> and its surroundings when every precondition holds; else leaves the graph as it is and returns
    /// false. A rule makes progress: no sequence of its rewrites goes on for ever.
    /// </summary>
    public abstract bool TryApply(GraphEditor graph, Node node);
}
