using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ModelGen.Generator.Diagnostics;

/// <summary>A place in a source file, by value: keeps no syntax tree alive.</summary>
internal readonly record struct SourceLocation(string FilePath, TextSpan Span, LinePositionSpan LineSpan)
{
    /// <summary>The place of a syntax node or symbol; null where it is not in source.</summary>
    public static SourceLocation? From(Location? location) => location is { SourceTree: { } tree }
        ? new SourceLocation(tree.FilePath, location.SourceSpan, location.GetLineSpan().Span)
        : null;

    /// <summary>The place as Roslyn knows it.</summary>
    public Location ToLocation() => Location.Create(FilePath, Span, LineSpan);
}
