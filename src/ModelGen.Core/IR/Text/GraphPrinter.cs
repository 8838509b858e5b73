using System.Globalization;
using System.Linq;
using System.Text;

namespace ModelGen.IR.Text;

/// <summary>
/// The text form of a graph, one node a line, such as
/// <c>%3 = Conv2D(%0, %1, %2) {stride=[1, 1], …} : f32[1, 28, 28, 8] @conv1</c>. It is what people read, what snapshots hold and what
/// generated classes carry; the parser restores the graph from it.
/// </summary>
public static class GraphPrinter
{
    /// <summary>Between the node of an output and the bytes that it is taken as.</summary>
    internal const string OutputAs = " as ";

    /// <summary>The text, with line feeds only.</summary>
    public static string Print(Graph graph)
    {
        var text = new StringBuilder();
        text.Append("graph ").Append(TextEscape.Bare(graph.Name)).Append('\n');
        foreach (Node node in graph.Nodes)
        {
            text.Append(Print(node)).Append('\n');
        }

        foreach (GraphOutput output in graph.Outputs)
        {
            text.Append("output ").Append(TextEscape.Bare(output.Name)).Append(" = ").Append(Reference(output.Node));
            if (output.Bytes is { } bytes)
            {
                text.Append(OutputAs).Append(ElementTypes.Abbreviation(bytes));
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>One node as a line.</summary>
    public static string Print(Node node)
    {
        string scope = node.Scope.Length == 0 ? "" : " @" + TextEscape.Bare(node.Scope);
        return $"{Reference(node.Id)} = {Print(node.Operator, string.Join(", ", node.Inputs.Select(Reference)))} : {node.Type}{scope}";
    }

    internal static string Print(Operator op, string operands)
    {
        var writer = new AttributeWriter();
        op.WriteAttributes(writer);
        string attributes = writer.ToString();
        return $"{op.Name}({operands})" + (attributes.Length == 0 ? "" : " {" + attributes + "}");
    }

    internal static string Reference(int id) => "%" + id.ToString(CultureInfo.InvariantCulture);
}
