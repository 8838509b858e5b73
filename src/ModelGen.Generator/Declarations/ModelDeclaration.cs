using ModelGen.IR;

namespace ModelGen.Generator.Declarations;

/// <summary>What the emitter needs to know of a [Model] class besides its graph; equatable, free of symbols. Of a class with errors it says what is known or most likely.</summary>
/// <param name="Type">The class to extend.</param>
/// <param name="Inputs">The parameters of Forward, in order.</param>
/// <param name="Outputs">The results, in order.</param>
/// <param name="Weights">The weights file as written in the attribute, relative to the project; null when given at run time.</param>
/// <param name="Calibration">The calibration file as written in the attribute, relative to the project; null for a model in single precision.</param>
/// <param name="KeepFloat">Whether a calibrated model is compiled in single precision, too.</param>
/// <param name="Fields">The layers and modules whose parameters are bound.</param>
/// <param name="Targets">The back ends asked for.</param>
/// <param name="TakenNames">Those of <see cref="GeneratedMembers"/> that the class uses itself, which is an error.</param>
internal sealed record ModelDeclaration(
    TypeDeclaration Type,
    EquatableArray<InputDeclaration> Inputs,
    EquatableArray<OutputDeclaration> Outputs,
    string? Weights,
    string? Calibration,
    bool KeepFloat,
    EquatableArray<FieldBinding> Fields,
    EquatableArray<TargetDeclaration> Targets,
    EquatableArray<string> TakenNames);

/// <summary>A partial class to extend.</summary>
/// <param name="Namespace">Empty for the global namespace.</param>
/// <param name="ContainingTypes">Headers such as <c>partial class Outer</c>, outermost first.</param>
/// <param name="Header">The header of the type itself, such as <c>partial class Digits&lt;T&gt;</c>.</param>
/// <param name="Name">The identifier.</param>
/// <param name="HintName">A file name without extension that is unique in the compilation, but for its case.</param>
internal sealed record TypeDeclaration(string Namespace, EquatableArray<string> ContainingTypes, string Header, string Name, string HintName);

/// <summary>A parameter of Forward. The type includes the batch axis.</summary>
internal readonly record struct InputDeclaration(string Name, TensorType Type);

/// <summary>A result of Forward.</summary>
/// <param name="Name">The tuple element name, or <c>output</c>.</param>
/// <param name="Bytes">UInt8 or Int8 where [Output] says that Run yields bytes; null where it yields what Forward returns.</param>
internal readonly record struct OutputDeclaration(string Name, ElementType? Bytes);

/// <summary>A field that holds a layer, a module, or a list of them.</summary>
/// <param name="Field">The identifier.</param>
/// <param name="Path">The segment that it adds to the path of its parameters: the field's name, or what [Name] says.</param>
/// <param name="IsList">Whether it holds an array or list, whose index is a further segment.</param>
/// <param name="IsNullable">Whether it, or an element of it, may be null.</param>
/// <param name="ChannelsFirst">The plane that [ChannelsFirstInput] gives, if the field has it.</param>
internal readonly record struct FieldBinding(string Field, string Path, bool IsList, bool IsNullable, ChannelsFirstPlane? ChannelsFirst = null);

/// <summary>The extents of a [ChannelsFirstInput] attribute.</summary>
internal readonly record struct ChannelsFirstPlane(int Height, int Width, int Channels);

/// <summary>A [Target] attribute.</summary>
internal readonly record struct TargetDeclaration(string Backend, string? Preset);
