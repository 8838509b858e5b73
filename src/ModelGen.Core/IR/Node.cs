namespace ModelGen.IR;

/// <summary>
/// One operation in a graph. <paramref name="Id"/> is stable across passes, so that source locations can be kept in a table beside
/// the graph; <paramref name="Inputs"/> are ids of earlier nodes.
/// </summary>
/// <param name="Id">Unique in the graph, at least 0.</param>
/// <param name="Operator">The operation.</param>
/// <param name="Inputs">The ids of the nodes whose results it takes.</param>
/// <param name="Type">The type of its result.</param>
/// <param name="Scope">The dotted path of the layer or module that it came from, as in <c>layer1.0.conv1</c>; empty at the top.</param>
public sealed record Node(int Id, Operator Operator, EquatableArray<int> Inputs, TensorType Type, string Scope);
