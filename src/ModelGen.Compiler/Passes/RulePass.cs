using System;
using ModelGen.IR;

namespace ModelGen.Compiler.Passes;

/// <summary>Applies its rules to every node, in order, until none applies anywhere.</summary>
public sealed class RulePass : IPass
{
    private readonly Rule[] rules;

    /// <summary>A pass of the given rules; at each node the earlier rule goes first.</summary>
    public RulePass(string name, params Rule[] rules)
    {
        Name = name;
        this.rules = rules;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Graph Apply(Graph graph, PassContext context)
    {
        var editor = new GraphEditor(graph);
        int before = context.Rewrites, allowed = before + RewritesAllowed(graph);
        while (Sweep(editor, context))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (context.Rewrites > allowed)
            {
                throw new InvalidOperationException($"The rules rewrote {context.Rewrites - before} times and still found something to do: they do not settle.");
            }
        }

        return context.Rewrites == before ? graph : editor.ToGraph();
    }

    private static int RewritesAllowed(Graph graph) => 1000 + (50 * graph.Nodes.Count);

    private bool Sweep(GraphEditor editor, PassContext context)
    {
        bool changed = false;
        foreach (int id in editor.Order())
        {
            if (editor.Find(id) is { } node && TryRules(editor, node, context))
            {
                changed = true;
            }
        }

        return changed;
    }

    private bool TryRules(GraphEditor editor, Node node, PassContext context)
    {
        foreach (Rule rule in rules)
        {
            if (!context.MayRewrite)
            {
                return false;
            }

            if (rule.TryApply(editor, node))
            {
                context.Count();
                return true;
            }
        }

        return false;
    }
}
