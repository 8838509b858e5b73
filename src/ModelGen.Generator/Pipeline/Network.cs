using ModelGen.Generator.Declarations;
using ModelGen.IR;

namespace ModelGen.Generator.Pipeline;

/// <summary>A model without errors: all that its generated code depends on.</summary>
internal sealed record Network(ModelDeclaration Declaration, Graph Graph);
