using ModelGen.Calibration;
using ModelGen.Generator.Declarations;
using ModelGen.IR;

namespace ModelGen.Generator.Pipeline;

/// <summary>A model without errors: all that its generated code depends on.</summary>
/// <param name="Declaration">The class.</param>
/// <param name="Graph">The network as traced.</param>
/// <param name="Calibration">How its activations are quantized; null for a model in single precision, and before the file was looked up.</param>
/// <param name="FloatScopes">
/// The scopes of the nodes that stay in single precision, in ordinal order: every layer and module that does, so that the scope of a node is
/// one of them, not below one. Without a calibration it says nothing.
/// </param>
internal sealed record Network(ModelDeclaration Declaration, Graph Graph, CalibrationProfile? Calibration, EquatableArray<string> FloatScopes);
