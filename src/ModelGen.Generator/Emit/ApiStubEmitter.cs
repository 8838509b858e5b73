using System.Linq;
using ModelGen.Generator.Declarations;

namespace ModelGen.Generator.Emit;

/// <summary>
/// Writes the members of a [Model] class that has errors, without anything behind them: code that uses the model compiles, so that the
/// errors of the model are the only ones to be seen. The interfaces are implemented explicitly, since the class may use a member's name itself.
/// </summary>
internal static class ApiStubEmitter
{
    private const string NoBody = "throw new global::System.InvalidOperationException(\"The model has errors.\");";

    private const string Info = "global::ModelGen.ModelInfo", Weights = "global::ModelGen.ModelWeights weights, global::ModelGen.ModelOptions? options";

    /// <summary>The text of the file.</summary>
    public static string Emit(ModelDeclaration model)
    {
        ModelSignature signature = ModelSignature.Create(model, graph: null);
        string type = Identifiers.Escape(model.Type.Name), contract = $"global::ModelGen.IModel<{type}>";
        SourceWriter writer = GeneratedFile.Create();
        GeneratedFile.OpenType(writer, model.Type, $": {contract}, {BindEmitter.Interface}");
        Member(writer, $"static {Info} {contract}.Info");
        Member(writer, $"static {type} {contract}.Create({Weights})");
        Member(writer, $"global::ModelGen.ModelWeights {contract}.Weights");
        Member(writer, $"void {contract}.Run(global::System.Array[] inputs, global::System.Array[] outputs)");
        Member(writer, $"void {BindEmitter.Interface}.Bind(global::ModelGen.ParameterScope scope)");
        Public(writer, model, "Info", $"static {Info} Info");
        if (model.Weights is not null)
        {
            Public(writer, model, "Create", $"static {type} Create(global::ModelGen.ModelOptions? options = null)");
        }

        Public(writer, model, "Create", $"static {type} Create({Weights} = null)");
        Public(writer, model, "CreateContext", "global::ModelGen.ModelContext CreateContext()");
        Public(writer, model, "Run", $"void Run({signature.Parameters})");
        Public(writer, model, "Run", $"void Run({signature.ParametersWithContext})");
        return GeneratedFile.Finish(writer);
    }

    private static void Public(SourceWriter writer, ModelDeclaration model, string name, string declaration)
    {
        if (!model.TakenNames.Contains(name))
        {
            Member(writer, "public " + declaration);
        }
    }

    private static void Member(SourceWriter writer, string declaration)
    {
        writer.Separate();
        writer.Line("/// <summary>Not generated: the model has errors.</summary>");
        writer.Line($"{declaration} => {NoBody}");
    }
}
