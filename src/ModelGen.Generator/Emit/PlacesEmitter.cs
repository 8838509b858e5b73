using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Generator.Declarations;
using ModelGen.Generator.Tracing;

namespace ModelGen.Generator.Emit;

/// <summary>
/// Writes where the operations of a calibrated [Model] class are written, for the layers of NPU programs. It has a file of its own, so that an edit that only moves them compiles no network
/// again.
/// </summary>
internal static class PlacesEmitter
{
    /// <summary>The name of the method that yields the places.</summary>
    public const string Member = "ModelPlaces";

    /// <summary>The text of the file.</summary>
    public static string Emit(TypeDeclaration type, EquatableArray<NodeLocation> calls)
    {
        SourceWriter writer = GeneratedFile.Create();
        GeneratedFile.OpenType(writer, type);
        writer.Line("/// <summary>Where the operations of the network are written.</summary>");
        writer.Open($"private static global::ModelGen.IR.NodePlace[] {Member}() => new global::ModelGen.IR.NodePlace[]");
        foreach (NodeLocation call in calls)
        {
            string file = SymbolDisplay.FormatLiteral(FileName(call.Location.FilePath), quote: true);
            writer.Line($"new({Number(call.Node)}, {file}, {Number(call.Location.LineSpan.Start.Line + 1)}, {Number(call.Location.LineSpan.Start.Character + 1)}),");
        }

        writer.Close(";");
        return GeneratedFile.Finish(writer);
    }

    /// <summary>The file without its folder, which differs between computers.</summary>
    private static string FileName(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
