namespace ModelGen.IR;

/// <summary>Where an operation of a network is written.</summary>
/// <param name="Node">The id of its node in the graph as it was traced; passes keep it for what the operation becomes.</param>
/// <param name="File">The name of the file.</param>
/// <param name="Line">The line, from 1 on.</param>
/// <param name="Column">The column, from 1 on.</param>
public readonly record struct NodePlace(int Node, string File, int Line, int Column);
