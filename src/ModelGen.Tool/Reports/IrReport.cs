using System.Linq;
using ModelGen.Compiler;
using ModelGen.IR;
using ModelGen.IR.Text;

namespace ModelGen.Tool.Reports;

/// <summary>The graph of a model as traced and after each pass of the compiler that changed it.</summary>
internal static class IrReport
{
    /// <exception cref="ToolException">A pass failed.</exception>
    public static void Write(ToolConsole console, Graph graph, int? stopAfter)
    {
        Print("as traced", graph);
        Graph last = graph;
        PipelineResult result = Pipeline.Run(graph, new PipelineOptions
        {
            StopAfter = stopAfter ?? int.MaxValue,
            AfterPass = (pass, rewritten) =>
            {
                if (rewritten == last)
                {
                    console.Text.WriteLine($"-- after {pass}: unchanged");
                }
                else
                {
                    Print("after " + pass, rewritten);
                    last = rewritten;
                }
            },
        });
        console.Text.WriteLine($"-- {result.Rewrites} rewrites");
        if (!result.Succeeded)
        {
            throw new ToolException($"The compiler fails on {graph.Name}: {string.Join("; ", result.Failures.Select(f => f.ToString()))}");
        }

        void Print(string when, Graph shown)
        {
            console.Text.WriteLine("-- " + when);
            console.Text.Write(GraphPrinter.Print(shown));
        }
    }
}
