namespace ModelGen.Generator.Declarations;

/// <summary>What the emitter needs to know of a [Module] class; equatable, free of symbols.</summary>
/// <param name="Type">The class to extend.</param>
/// <param name="Fields">The layers and modules whose parameters are bound.</param>
internal sealed record ModuleDeclaration(TypeDeclaration Type, EquatableArray<FieldBinding> Fields);
