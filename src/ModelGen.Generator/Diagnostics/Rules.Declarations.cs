using Microsoft.CodeAnalysis;

namespace ModelGen.Generator.Diagnostics;

/// <content>Diagnostics about the class.</content>
internal static partial class Rules
{
    /// <summary>The class is not partial.</summary>
    public static readonly DiagnosticDescriptor NotPartial = new(
        "MG0001",
        "The class is not partial",
        "'{0}' is extended by generated code: declare it 'partial'",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0001"));

    /// <summary>A containing type is not partial.</summary>
    public static readonly DiagnosticDescriptor ContainingTypeNotPartial = new(
        "MG0002",
        "A containing type is not partial",
        "'{0}' is nested in '{1}', which is extended by generated code too: declare '{1}' 'partial'",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0002"));

    /// <summary>The class is generic.</summary>
    public static readonly DiagnosticDescriptor GenericClass = new(
        "MG0003",
        "The class is generic",
        "'{0}' is generic, or nested in a generic type, but shapes must be known when it is compiled: remove the type parameters, for instance by passing numbers to the constructor of a [Module]",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0003"));

    /// <summary>The class is abstract.</summary>
    public static readonly DiagnosticDescriptor AbstractClass = new(
        "MG0004",
        "The class is abstract",
        "'{0}' is abstract, so that no instance of it can be traced: remove 'abstract' and declare it 'sealed'",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0004"));

    /// <summary>The class is static.</summary>
    public static readonly DiagnosticDescriptor StaticClass = new(
        "MG0005",
        "The class is static",
        "'{0}' is static, but layers are fields of an instance: remove 'static' and declare it 'sealed'",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0005"));

    /// <summary>The class is not sealed.</summary>
    public static readonly DiagnosticDescriptor NotSealed = new(
        "MG0006",
        "The class is not sealed",
        "'{0}' could be derived from, but its Forward is compiled as it stands here: declare it 'sealed'",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0006"));

    /// <summary>The class has a base class.</summary>
    public static readonly DiagnosticDescriptor HasBaseClass = new(
        "MG0007",
        "The class has a base class",
        "'{0}' derives from '{1}', whose layers would not be seen: derive from no class, and put shared layers into a [Module]",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0007"));

    /// <summary>The class is a record.</summary>
    public static readonly DiagnosticDescriptor RecordClass = new(
        "MG0008",
        "The class is a record",
        "'{0}' is a record, but layers are compared and copied by reference: declare it 'sealed partial class'",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0008"));

    /// <summary>Forward is missing.</summary>
    public static readonly DiagnosticDescriptor ForwardMissing = new(
        "MG0009",
        "Forward is missing",
        "'{0}' has no method Forward: declare 'public Tensor Forward({1})'",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0009"));

    /// <summary>Forward has an unusable signature.</summary>
    public static readonly DiagnosticDescriptor ForwardSignature = new(
        "MG0010",
        "Forward has an unusable signature",
        "Forward of '{0}' {1}: declare one 'public Tensor Forward({2})'",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0010"));

    /// <summary>Forward returns something other than tensors.</summary>
    public static readonly DiagnosticDescriptor ForwardReturnType = new(
        "MG0011",
        "Forward returns something other than tensors",
        "Forward of '{0}' returns '{1}': return a Tensor, or a tuple of Tensors whose element names become the names of the outputs",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0011"));

    /// <summary>A parameter of Forward is not a tensor.</summary>
    public static readonly DiagnosticDescriptor ForwardParameterType = new(
        "MG0012",
        "A parameter of Forward is not a tensor",
        "Parameter '{0}' of Forward has type '{1}': a model takes Tensors; a number that is fixed belongs into a constant or a field",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0012"));

    /// <summary>[Input] is missing.</summary>
    public static readonly DiagnosticDescriptor InputAttributeMissing = new(
        "MG0013",
        "[Input] is missing",
        "Parameter '{0}' of Forward has no [Input], so that its shape is not known: write '[Input(height, width, channels)] Tensor {0}', the shape of one sample without the batch axis",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0013"));

    /// <summary>The shape in [Input] is not usable.</summary>
    public static readonly DiagnosticDescriptor InputShape = new(
        "MG0014",
        "The shape in [Input] is not usable",
        "[Input({1})] of '{0}' is no shape: {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0014"));

    /// <summary>The batch size is not usable.</summary>
    public static readonly DiagnosticDescriptor BatchSize = new(
        "MG0015",
        "The batch size is not usable",
        "[Model(Batch = {0})] is not a batch size: give a number of samples of at least 1",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0015"));

    /// <summary>A constructor parameter of a model has no default.</summary>
    public static readonly DiagnosticDescriptor ConstructorParameter = new(
        "MG0016",
        "A constructor parameter of a model has no default",
        "Parameter '{0}' of the constructor of '{1}' has no default, but generated code creates the model without arguments: give it a default, as in '{0} = …', or make the class a [Module]",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0016"));

    /// <summary>A model has several constructors.</summary>
    public static readonly DiagnosticDescriptor SeveralConstructors = new(
        "MG0017",
        "A model has several constructors",
        "'{0}' has {1} constructors, so that it is open which one describes the network: keep one, without parameters or with defaults for all of them",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0017"));

    /// <summary>A member has the name of a generated one.</summary>
    public static readonly DiagnosticDescriptor MemberNameCollision = new(
        "MG0018",
        "A member has the name of a generated one",
        "'{0}' declares '{1}', a name that the generated part of the class uses: rename it",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0018"));

    /// <summary>Two inputs or outputs have one name.</summary>
    public static readonly DiagnosticDescriptor DuplicateTensorName = new(
        "MG0019",
        "Two inputs or outputs have one name",
        "'{0}' names two inputs or outputs of '{1}', but they become parameters of one method Run: rename one, for instance the element of the returned tuple",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0019"));

    /// <summary>The class is both a model and a module.</summary>
    public static readonly DiagnosticDescriptor ModelAndModule = new(
        "MG0020",
        "The class is both a model and a module",
        "'{0}' has [Model] and [Module]: a [Model] can be used as a part of another one as it is, so remove [Module]",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0020"));

    /// <summary>[Output] does not fit.</summary>
    public static readonly DiagnosticDescriptor OutputMisplaced = new(
        "MG0021",
        "[Output] does not fit",
        "[Output] on Forward of '{0}': {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0021"));

    /// <summary>A model yields bytes, but is in single precision.</summary>
    public static readonly DiagnosticDescriptor BytesNeedCalibration = new(
        "MG0022",
        "A result in bytes needs a calibration",
        "The result '{0}' of '{1}' is taken as bytes, whose scale a calibration knows: set Calibration in its [Model] attribute; to make the file, build without [Output] once",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0022"));
}
