using ModelGen.Generator.Declarations;

namespace ModelGen.Generator.Emit;

/// <summary>
/// Writes the members of a [Model] class that has errors, without anything behind them: code that uses the model compiles, so that the
/// errors of the model are the only ones to be seen.
/// </summary>
internal static class ApiStubEmitter
{
    private const string NoBody = "throw new global::System.InvalidOperationException(\"The model has errors.\");";

    /// <summary>The text of the file.</summary>
    public static string Emit(ModelDeclaration model)
    {
        ModelSignature signature = ModelSignature.Create(model, graph: null);
        string type = Identifiers.Escape(model.Type.Name);
        SourceWriter writer = GeneratedFile.Create();
        GeneratedFile.OpenType(writer, model.Type, $": global::ModelGen.IModel<{type}>, {BindEmitter.Interface}");
        Member(writer, "public static global::ModelGen.ModelInfo Info");
        if (model.Weights is not null)
        {
            Member(writer, $"public static {type} Create(global::ModelGen.ModelOptions? options = null)");
        }

        Member(writer, $"public static {type} Create(global::ModelGen.ModelWeights weights, global::ModelGen.ModelOptions? options = null)");
        Member(writer, "public global::ModelGen.ModelContext CreateContext()");
        Member(writer, $"public void Run({signature.Parameters})");
        Member(writer, $"public void Run({signature.ParametersWithContext})");
        Member(writer, $"void global::ModelGen.IModel<{type}>.Run(global::System.Array[] inputs, float[][] outputs)");
        Member(writer, $"void {BindEmitter.Interface}.Bind(global::ModelGen.ParameterScope scope)");
        return GeneratedFile.Finish(writer);
    }

    private static void Member(SourceWriter writer, string declaration)
    {
        writer.Separate();
        writer.Line("/// <summary>Not generated: the model has errors.</summary>");
        writer.Line($"{declaration} => {NoBody}");
    }
}
