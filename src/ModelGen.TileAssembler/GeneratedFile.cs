namespace ModelGen.TileAssembler;

/// <summary>A file that this tool writes.</summary>
/// <param name="Path">Where, relative to the folder CompilerServices of the runtime.</param>
/// <param name="Content">What it contains, with line feeds only.</param>
internal sealed record GeneratedFile(string Path, string Content);
