using ModelGen.IR;

namespace ModelGen.Compiler.Passes;

/// <summary>Removes what no result depends on. The inputs of the model stay: they are its signature.</summary>
public sealed class DropDeadCode : IPass
{
    /// <inheritdoc/>
    public string Name => "drop-dead-code";

    /// <inheritdoc/>
    public Graph Apply(Graph graph, PassContext context)
    {
        var editor = new GraphEditor(graph);
        int before = context.Rewrites;
        int[] order = editor.Order();
        for (int i = order.Length - 1; i >= 0 && context.MayRewrite; i--)
        {
            if (editor.Find(order[i]) is { } node && editor.TryRemove(node))
            {
                context.Count();
            }
        }

        return context.Rewrites == before ? graph : editor.ToGraph();
    }
}
