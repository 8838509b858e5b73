using System.Linq;

namespace ModelGen.Generator.Tests.Diagnostics;

/// <summary>For each diagnostic of the tracer, code that has it, at the place between the marks.</summary>
internal static partial class DiagnosticCases
{
    /// <summary>Id and marked source.</summary>
    public static TheoryData<string, string> Marked
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (object[] row in Declarations.Concat(Layers).Concat(Evaluation).Concat(Shapes))
            {
                all.Add((string)row[0], (string)row[1]);
            }

            return all;
        }
    }
}
