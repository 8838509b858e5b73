namespace ModelGen.Generator.Pipeline;

/// <summary>A file to add to the compilation.</summary>
internal sealed record GeneratedSource(string HintName, string Text);
