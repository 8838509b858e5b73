
namespace ModelGen.Generator.Diagnostics;

/// <summary>
/// Every diagnostic. An id is never reused. MG00xx: the class; MG01xx: layers and their fields; MG02xx: code that runs at compile
/// time; MG03xx: shapes; MG04xx: weights and calibrations; MG05xx: what back ends cannot compile; MG09xx: the generator itself.
/// </summary>
internal static partial class Rules
{
    /// <summary>The category of all diagnostics.</summary>
    public const string Category = "ModelGen";

    private static string HelpLink(string id) => "docs/diagnostics/" + id + ".md";
}
