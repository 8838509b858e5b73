using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Passes;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Tests.Support;

/// <summary>Applies rules to a small graph and compares it, written as expressions, before and after.</summary>
internal static class PassAssert
{
    /// <summary>
    /// Asserts that the rules make <paramref name="after"/> of <paramref name="before"/>, one expression a result, and that the results
    /// keep their values.
    /// </summary>
    public static Graph Rewrites(Graph graph, string before, string after, params Rule[] rules) => Rewrites(graph, before, after, new RulePass("test", rules));

    /// <inheritdoc cref="Rewrites(Graph, string, string, Rule[])"/>
    public static Graph Rewrites(Graph graph, string before, string after, IPass pass)
    {
        Assert.Equal(before, Expressions(graph));
        PipelineResult result = Pipeline.Run(graph, [pass]);
        Assert.True(result.Succeeded, string.Join("\n", result.Failures));
        Assert.Equal(after, Expressions(result.Graph));
        GraphValues.AssertSame(graph, result.Graph, seed: 1, after);
        return result.Graph;
    }

    /// <summary>Asserts that the rules find nothing to do.</summary>
    public static void Keeps(Graph graph, params Rule[] rules) => Assert.Same(graph, Pipeline.Run(graph, [new RulePass("test", rules)]).Graph);

    /// <summary>
    /// Every result as a nested expression such as <c>Conv2D+Relu(x, w)</c>: inputs and parameters by name, single literals by value, fused
    /// operators joined by a plus, a transposition with its permutation.
    /// </summary>
    public static string Expressions(Graph graph)
    {
        Dictionary<int, Node> nodes = graph.ById();
        return string.Join("; ", graph.Outputs.Select(o => Expression(nodes[o.Node])));

        string Expression(Node node) => node.Operator switch
        {
            Input input => input.InputName,
            IR.Operators.Parameter parameter => parameter.Path,
            Literal { Values: { Count: 1 } values } => values[0].ToString(),
            _ => $"{Name(node.Operator)}({string.Join(", ", node.Inputs.Select(i => Expression(nodes[i])))})",
        };
    }

    private static string Name(Operator op) => op switch
    {
        Fused fused => string.Join("+", fused.Steps.Select(s => s.Operator.Name).Prepend(fused.Anchor.Name)),
        Transpose transpose => op.Name + string.Concat(transpose.Permutation),
        _ => op.Name,
    };
}
