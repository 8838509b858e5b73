using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Generator.Declarations;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Linking;

namespace ModelGen.Generator.Emit;

/// <summary>
/// Writes the file of a [Model] class that its users see: Info, Create, CreateContext, Run. It is cheap, and compiles without the file
/// of kernels, which an IDE may not ask for: it reaches that one through partial methods which may be left unimplemented.
/// </summary>
internal static class ApiEmitter
{
    private const string Arguments = "global::ModelGen.CompilerServices.RunArguments";

    /// <summary>The text of the file.</summary>
    public static string Emit(ModelDeclaration model, Graph graph)
    {
        ModelSignature signature = ModelSignature.Create(model, graph);
        string type = Identifiers.Escape(model.Type.Name);
        SourceWriter writer = GeneratedFile.Create();
        GeneratedFile.OpenType(writer, model.Type, $": global::ModelGen.IModel<{type}>, {BindEmitter.Interface}");
        WriteFields(writer);
        WriteCreate(writer, model, type);
        WriteWeights(writer, model, type);
        WriteParameterList(writer, graph);
        WriteContext(writer, model);
        WriteRun(writer, signature);
        WriteUntypedRun(writer, signature, type);
        BindEmitter.Write(writer, model.Fields);
        WriteHooks(writer, model, signature);
        return GeneratedFile.Finish(writer);
    }

    private static void WriteFields(SourceWriter writer)
    {
        writer.Line("private static global::ModelGen.ModelInfo? modelInfo;");
        writer.Line();
        writer.Line("private global::ModelGen.ModelContext? modelContext;");
        writer.Line();
        writer.Line("private global::ModelGen.ParameterScope? modelParameters;");
        writer.Separate();
        writer.Documentation("<summary>Inputs, outputs, parameters, layers and costs.</summary>");
        writer.Open("public static global::ModelGen.ModelInfo Info");
        writer.Open("get");
        writer.Open("if (modelInfo is null)");
        writer.Line("global::ModelGen.ModelInfo? info = null;");
        writer.Line("DescribeModel(ref info);");
        writer.Line("modelInfo = info ?? throw new global::System.InvalidOperationException(\"The kernels of this model were not generated.\");");
        writer.Close();
        writer.Line();
        writer.Line("return modelInfo;");
        writer.Close();
        writer.Close();
    }

    private static void WriteCreate(SourceWriter writer, ModelDeclaration model, string type)
    {
        if (model.Weights is { } weights)
        {
            string resource = Quote(EmbeddedWeights.ResourceName(weights));
            writer.Separate();
            writer.Documentation($"<summary>A network with the embedded weights of <c>{Xml(weights)}</c>.</summary>");
            writer.Documentation("<param name=\"options\">How it runs; null for one thread on the best instruction set there is.</param>");
            writer.Open($"public static {type} Create(global::ModelGen.ModelOptions? options = null)");
            writer.Line($"var model = new {type}();");
            writer.Line("bool linked = false;");
            writer.Line("model.FindLinkedModel(options ?? new global::ModelGen.ModelOptions(), ref linked);");
            writer.Open("if (!linked)");
            writer.Line($"return Create(global::ModelGen.ModelWeights.FromResource(typeof({type}).Assembly, {resource}), options);");
            writer.Close();
            writer.Line();
            writer.Line($"model.modelParameters = new global::ModelGen.ParameterScope(typeof({type}).Assembly, {resource});");
            writer.Line($"(({BindEmitter.Interface})model).Bind(model.modelParameters);");
            writer.Line("model.modelContext = model.CreateContext();");
            writer.Line("return model;");
            writer.Close();
        }

        writer.Separate();
        writer.Documentation("<summary>A network with the given weights.</summary>");
        writer.Documentation("<param name=\"weights\">A tensor for each parameter that <see cref=\"Info\"/> lists.</param>");
        writer.Documentation("<param name=\"options\">How it runs; null for one thread on the best instruction set there is.</param>");
        writer.Documentation("<exception cref=\"global::ModelGen.ModelWeightsException\">A tensor is missing, unknown, misshapen or malformed.</exception>");
        writer.Open($"public static {type} Create(global::ModelGen.ModelWeights weights, global::ModelGen.ModelOptions? options = null)");
        writer.Line("global::System.ArgumentNullException.ThrowIfNull(weights);");
        writer.Line($"weights.Check({Quote(model.Type.Name)}, DescribeParameters());");
        writer.Line($"var model = new {type}();");
        writer.Line("model.modelParameters = new global::ModelGen.ParameterScope(weights);");
        writer.Line($"(({BindEmitter.Interface})model).Bind(model.modelParameters);");
        writer.Line("model.LinkModel(weights, options ?? new global::ModelGen.ModelOptions());");
        writer.Line("model.modelContext = model.CreateContext();");
        writer.Line("return model;");
        writer.Close();
    }

    private static void WriteWeights(SourceWriter writer, ModelDeclaration model, string type)
    {
        string message = Quote($"This {model.Type.Name} has no weights: make it with {model.Type.Name}.Create.");
        writer.Separate();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"global::ModelGen.ModelWeights global::ModelGen.IModel<{type}>.Weights =>");
        writer.Line($"    (this.modelParameters ?? throw new global::System.InvalidOperationException({message})).Weights;");
    }

    private static void WriteParameterList(SourceWriter writer, Graph graph)
    {
        writer.Separate();
        writer.Line("private static global::ModelGen.ParameterInfo[] DescribeParameters() =>");
        writer.Line("[");
        foreach (Parameter parameter in graph.Select<Parameter>().Select(p => p.Operator).Distinct())
        {
            string element = $"global::ModelGen.ElementType.{parameter.Type.Element}", extents = string.Join(", ", parameter.Type.Shape.Select(Number));
            writer.Line($"    new({Quote(parameter.Path)}, new({element}, new({extents}))),");
        }

        writer.Line("];");
    }

    private static void WriteContext(SourceWriter writer, ModelDeclaration model)
    {
        string message = Quote($"This {model.Type.Name} has no compiled weights: make it with {model.Type.Name}.Create.");
        writer.Separate();
        writer.Documentation("<summary>Memory for one caller. Callers with a context each may run one network at the same time.</summary>");
        writer.Documentation($"<exception cref=\"global::System.InvalidOperationException\">The network was not made with Create.</exception>");
        writer.Open("public global::ModelGen.ModelContext CreateContext()");
        writer.Line("global::ModelGen.ModelContext? context = null;");
        writer.Line("AllocateContext(ref context);");
        writer.Line($"return context ?? throw new global::System.InvalidOperationException({message});");
        writer.Close();
    }

    private static void WriteRun(SourceWriter writer, ModelSignature signature)
    {
        writer.Separate();
        writer.Documentation("<summary>Runs the network in its own context, which one caller at a time may do. Allocates nothing.</summary>");
        WriteParameters(writer, signature);
        writer.Documentation("<exception cref=\"global::System.ArgumentException\">A span has a wrong length.</exception>");
        writer.Documentation("<exception cref=\"global::System.InvalidOperationException\">Another call uses the network's own context, or the network was not made with Create.</exception>");
        writer.Line($"public void Run({signature.Parameters}) =>");
        writer.Line($"    this.Run(this.modelContext ?? this.CreateContext(), {signature.Arguments});");

        writer.Separate();
        writer.Documentation("<summary>Runs the network in a context of the caller's. Allocates nothing.</summary>");
        writer.Documentation($"<param name=\"{signature.Context}\">From <see cref=\"CreateContext\"/> of this network.</param>");
        WriteParameters(writer, signature);
        writer.Documentation("<exception cref=\"global::System.ArgumentException\">A span has a wrong length.</exception>");
        writer.Documentation("<exception cref=\"global::System.InvalidOperationException\">The context is in use, was disposed, or belongs to another network.</exception>");
        writer.Open($"public void Run({signature.ParametersWithContext})");
        writer.Line($"global::System.ArgumentNullException.ThrowIfNull({signature.Context});");
        foreach (SignatureParameter parameter in signature.Inputs.Concat(signature.Outputs))
        {
            string type = Quote(parameter.Type.ToString());
            writer.Line($"{Arguments}.CheckLength({parameter.Name}.Length, {Count(parameter)}, {type}, nameof({parameter.Name}));");
        }

        writer.Line($"{signature.Context}.Enter(this);");
        writer.Open("try");
        writer.Line($"this.RunModel({signature.Context}, {signature.Arguments});");
        writer.Close();
        writer.Open("finally");
        writer.Line($"{signature.Context}.Exit();");
        writer.Close();
        writer.Close();
    }

    private static void WriteParameters(SourceWriter writer, ModelSignature signature)
    {
        foreach (SignatureParameter parameter in signature.Inputs.Concat(signature.Outputs))
        {
            string role = parameter.IsOutput ? "Receives" : "Takes";
            string quantized = parameter.IsQuantized ? ", quantized as its entry in <see cref=\"Info\"/> says" : "";
            writer.Documentation($"<param name=\"{parameter.Name.TrimStart('@')}\">{role} {Count(parameter)} values: {parameter.Type}{quantized}.</param>");
        }
    }

    private static void WriteUntypedRun(SourceWriter writer, ModelSignature signature, string type)
    {
        var arguments = new List<string>();
        for (int i = 0; i < signature.Inputs.Count; i++)
        {
            arguments.Add($"{Arguments}.Input<{signature.Inputs[i].Element}>(inputs, {Number(i)}, {Quote(signature.Inputs[i].Name)})");
        }

        for (int i = 0; i < signature.Outputs.Count; i++)
        {
            arguments.Add($"{Arguments}.Output<{signature.Outputs[i].Element}>(outputs, {Number(i)}, {Quote(signature.Outputs[i].Name)})");
        }

        writer.Separate();
        writer.Line("/// <inheritdoc/>");
        writer.Open($"void global::ModelGen.IModel<{type}>.Run(global::System.Array[] inputs, global::System.Array[] outputs)");
        writer.Line($"{Arguments}.CheckCounts(inputs, {Number(signature.Inputs.Count)}, outputs, {Number(signature.Outputs.Count)});");
        writer.Line("this.Run(");
        writer.Indent();
        for (int i = 0; i < arguments.Count; i++)
        {
            writer.Line(arguments[i] + (i + 1 < arguments.Count ? "," : ");"));
        }

        writer.Unindent();
        writer.Close();
    }

    private static void WriteHooks(SourceWriter writer, ModelDeclaration model, ModelSignature signature)
    {
        writer.Separate();
        writer.Line("static partial void DescribeModel(ref global::ModelGen.ModelInfo? info);");
        writer.Line();
        if (model.Weights is not null)
        {
            writer.Line("partial void FindLinkedModel(global::ModelGen.ModelOptions options, ref bool found);");
            writer.Line();
        }

        writer.Line("partial void LinkModel(global::ModelGen.ModelWeights weights, global::ModelGen.ModelOptions options);");
        writer.Line();
        writer.Line("partial void AllocateContext(ref global::ModelGen.ModelContext? context);");
        writer.Line();
        writer.Line($"partial void RunModel({signature.ParametersWithContext});");
    }

    private static string Quote(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Count(SignatureParameter parameter) => Number(parameter.Type.Shape.ElementCount);

    private static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
