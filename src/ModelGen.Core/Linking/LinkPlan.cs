using ModelGen.IR;

namespace ModelGen.Linking;

/// <summary>
/// What remains to be done once the weights are known: evaluate the constant part of the optimised graph and lay its results out as
/// the kernels read them.
/// </summary>
/// <param name="Graph">Parameters, literals and what is computed from them alone.</param>
/// <param name="Constants">The operands, in the order in which the kernels number them.</param>
public sealed record LinkPlan(Graph Graph, EquatableArray<PackedConstant> Constants);
