using System.Collections.Generic;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Passes;

/// <summary>Computes once what several nodes compute alike: the same operator with the same attributes on the same values.</summary>
public sealed class ShareCommonSubexpressions : IPass
{
    /// <inheritdoc/>
    public string Name => "share";

    /// <inheritdoc/>
    public Graph Apply(Graph graph, PassContext context)
    {
        var editor = new GraphEditor(graph);
        int before = context.Rewrites;
        var known = new Dictionary<(Operator, EquatableArray<int>), int>();
        foreach (int id in editor.Order())
        {
            Node node = editor[id];
            if (node.Operator is Input)
            {
                continue;
            }

            if (!known.TryGetValue((node.Operator, node.Inputs), out int first))
            {
                known.Add((node.Operator, node.Inputs), id);
            }
            else if (context.MayRewrite)
            {
                editor.Redirect(node, editor[first]);
                context.Count();
            }
        }

        return context.Rewrites == before ? graph : editor.ToGraph();
    }
}
