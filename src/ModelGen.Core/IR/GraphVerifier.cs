using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.IR.Operators;
using ModelGen.IR.Text;

namespace ModelGen.IR;

/// <summary>Checks what every pass may rely on and must keep.</summary>
public static class GraphVerifier
{
    /// <summary>
    /// The violations, as sentences; none for a sound graph: ids are unique and not negative; inputs are earlier nodes; types are those
    /// of the shape rules; there is an output, and outputs are nodes; outputs that are taken as bytes are in single precision; names of inputs and
    /// of outputs are unique and not empty; a path has one type.
    /// </summary>
    public static IReadOnlyList<string> Verify(Graph graph)
    {
        var violations = new List<string>();
        var types = new Dictionary<int, TensorType>();
        var known = new HashSet<int>(graph.Nodes.Select(n => n.Id));
        foreach (Node node in graph.Nodes)
        {
            VerifyNode(node, types, known, violations);
            if (node.Id < 0 || types.ContainsKey(node.Id))
            {
                violations.Add($"{GraphPrinter.Print(node)}: the id is {(node.Id < 0 ? "negative" : "taken by an earlier node")}.");
            }
            else
            {
                types.Add(node.Id, node.Type);
            }
        }

        VerifyOutputs(graph, types, known, violations);
        VerifyNames(graph, violations);
        return violations;
    }

    /// <summary>Throws when the graph has violations.</summary>
    /// <param name="graph">The graph to check.</param>
    /// <param name="where">What was done last, to name the culprit, such as <c>after pass 'fold'</c>.</param>
    /// <exception cref="InvalidOperationException">There are violations; the message lists them.</exception>
    public static void Check(Graph graph, string where)
    {
        IReadOnlyList<string> violations = Verify(graph);
        if (violations.Count > 0)
        {
            throw new InvalidOperationException($"The graph '{graph.Name}' is not sound {where}:\n{string.Join("\n", violations)}");
        }
    }

    private static void VerifyNode(Node node, Dictionary<int, TensorType> types, HashSet<int> known, List<string> violations)
    {
        var inputs = new List<TensorType>();
        foreach (int input in node.Inputs)
        {
            if (types.TryGetValue(input, out TensorType type))
            {
                inputs.Add(type);
            }
            else
            {
                violations.Add($"{GraphPrinter.Print(node)}: the input {GraphPrinter.Reference(input)} {(known.Contains(input) ? "comes later" : "does not exist")}.");
            }
        }

        if (inputs.Count < node.Inputs.Count)
        {
            return;
        }

        Inference inference = node.Operator.Infer(inputs);
        if (inference.Error is { } error)
        {
            violations.Add($"{GraphPrinter.Print(node)}: {error}");
        }
        else if (inference.Type != node.Type)
        {
            violations.Add($"{GraphPrinter.Print(node)}: the shape rule yields {inference.Type}.");
        }
    }

    private static void VerifyOutputs(Graph graph, Dictionary<int, TensorType> types, HashSet<int> known, List<string> violations)
    {
        if (graph.Outputs.Count == 0)
        {
            violations.Add("The graph has no output.");
        }

        foreach (GraphOutput output in graph.Outputs)
        {
            if (!known.Contains(output.Node))
            {
                violations.Add($"The output '{output.Name}' is {GraphPrinter.Reference(output.Node)}, which does not exist.");
            }
            else if (output.Bytes is { } bytes && (bytes is not (ElementType.UInt8 or ElementType.Int8) || types[output.Node].Element != ElementType.Float32))
            {
                violations.Add($"The output '{output.Name}' is {types[output.Node]} and cannot be taken as {ElementTypes.Abbreviation(bytes)}: f32 can, as u8 or i8.");
            }
        }
    }

    private static void VerifyNames(Graph graph, List<string> violations)
    {
        VerifyUnique("input", graph.Select<Input>().Select(i => i.Operator.InputName), violations);
        VerifyUnique("output", graph.Outputs.Select(o => o.Name), violations);
        foreach (IGrouping<string, Parameter> path in graph.Select<Parameter>().Select(p => p.Operator).GroupBy(p => p.Path, StringComparer.Ordinal))
        {
            if (path.Key.Length == 0)
            {
                violations.Add("A parameter has no path.");
            }

            if (path.Select(p => p.Type).Distinct().Count() > 1)
            {
                violations.Add($"The parameter '{path.Key}' has more than one type: {string.Join(", ", path.Select(p => p.Type).Distinct())}.");
            }
        }
    }

    private static void VerifyUnique(string what, IEnumerable<string> names, List<string> violations)
    {
        foreach (IGrouping<string, string> name in names.GroupBy(n => n, StringComparer.Ordinal))
        {
            if (name.Key.Length == 0)
            {
                violations.Add($"An {what} has no name.");
            }

            if (name.Count() > 1)
            {
                violations.Add($"The {what} name '{name.Key}' is used {name.Count()} times.");
            }
        }
    }
}
