namespace ModelGen;

/// <summary>One operation of a model as it was written, before the compiler fuses and folds.</summary>
/// <param name="Path">The dotted path of the layer or module that it belongs to; empty for an operation of the model itself.</param>
/// <param name="Operator">The name of the operator, as in <c>Conv2D</c>.</param>
/// <param name="InputShape">The shape of its first input that is no parameter.</param>
/// <param name="OutputShape">The shape of its result.</param>
/// <param name="Macs">The multiply-accumulates that it needs for one run.</param>
/// <param name="ParameterCount">The trained values that it reads; those it shares with an earlier layer are counted there.</param>
/// <param name="Kernel">The kernel that computes it, or null when it was folded into another layer's or needs none.</param>
public sealed record LayerInfo(string Path, string Operator, Shape InputShape, Shape OutputShape, long Macs, long ParameterCount, string? Kernel);
