using System.Globalization;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Generator.Declarations;
using ModelGen.IR;
using ModelGen.IR.Text;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>
/// Writes the file of a [Model] class that holds its compiled network: the bodies of the partial methods that <see cref="ApiEmitter"/>
/// declares, then plan, steps and kernels.
/// </summary>
internal static class ModelEmitter
{
    private const string Types = "global::" + ProgramEmitter.Namespace + ".";

    /// <summary>The text of the file.</summary>
    /// <param name="model">The class.</param>
    /// <param name="graph">Its graph as traced, which the class carries as text.</param>
    /// <param name="program">The graph lowered.</param>
    public static string Emit(ModelDeclaration model, Graph graph, CpuProgram program)
    {
        SourceWriter writer = GeneratedFile.Create();
        int top = writer.Depth;
        GeneratedFile.OpenType(writer, model.Type);
        WriteGraph(writer, graph);
        WriteDescription(writer, program);
        WriteLink(writer, model);
        WriteRun(writer, ModelSignature.Create(model, graph), program);
        writer.CloseTo(top);
        writer.Line();
        ProgramEmitter.Emit(writer, program, model.Weights);
        return GeneratedFile.Finish(writer);
    }

    private static void WriteGraph(SourceWriter writer, Graph graph)
    {
        writer.Line("/// <summary>The network as written, before any pass.</summary>");
        RawString.Write(writer, "private const string ModelGraph =", GraphPrinter.Print(graph));
    }

    private static void WriteDescription(SourceWriter writer, CpuProgram program)
    {
        writer.Separate();
        writer.Open("static partial void DescribeModel(ref global::ModelGen.ModelInfo? info)");
        writer.Open("var kernels = new global::System.Collections.Generic.Dictionary<int, string>");
        var names = ProgramEmitter.Names(program);
        foreach (IGrouping<int, CpuStep> steps in program.Steps.GroupBy(s => s.Node))
        {
            CpuStep main = steps.Last();
            writer.Line($"[{Number(steps.Key)}] = \"{names[main.Kernel]}\",");
        }

        writer.Close(";");
        writer.Line("info = global::ModelGen.ModelInfo.FromGraph(");
        writer.Line($"    global::ModelGen.IR.Text.GraphParser.Parse(ModelGraph), {Types}Plan.ArenaLength * sizeof(float), kernels);");
        writer.Close();
    }

    private static void WriteLink(SourceWriter writer, ModelDeclaration model)
    {
        writer.Separate();
        writer.Line("private global::ModelGen.CompilerServices.ModelProgram? modelProgram;");
        writer.Line();
        writer.Open("partial void LinkModel(global::ModelGen.ModelWeights weights, global::ModelGen.ModelOptions options)");
        writer.Line("this.modelProgram = global::ModelGen.CompilerServices.ModelProgram.Link(");
        writer.Line($"    weights, options, {Types}Plan.Link(), {Types}Plan.ArenaLength, {Types}Plan.Steps);");
        writer.Close();
        writer.Line();
        if (model.Weights is not null)
        {
            writer.Open("partial void FindLinkedModel(global::ModelGen.ModelOptions options, ref bool found)");
            writer.Line("this.modelProgram = global::ModelGen.CompilerServices.ModelProgram.FindLinked(");
            writer.Line($"    typeof({Identifiers.Escape(model.Type.Name)}).Assembly, options, {Types}Plan.LinkHash, {Types}Plan.ArenaLength, {Types}Plan.Steps);");
            writer.Line("found = this.modelProgram is not null;");
            writer.Close();
            writer.Line();
        }

        writer.Open("partial void AllocateContext(ref global::ModelGen.ModelContext? context)");
        writer.Line("context = this.modelProgram?.CreateContext(this);");
        writer.Close();
    }

    private static void WriteRun(SourceWriter writer, ModelSignature signature, CpuProgram program)
    {
        writer.Separate();
        writer.Open($"partial void RunModel({signature.ParametersWithContext})");
        for (int i = 0; i < program.Inputs.Count; i++)
        {
            Transfer(writer, program.Inputs[i], $"CopyIn({signature.Inputs[i].Name}, {Location(signature, program.Inputs[i])}");
        }

        writer.Line($"this.modelProgram!.Run({signature.Context});");
        for (int i = 0; i < program.Outputs.Count; i++)
        {
            Transfer(writer, program.Outputs[i], $"CopyOut({Location(signature, program.Outputs[i])}, {signature.Outputs[i].Name}");
        }

        writer.Close();
    }

    private static void Transfer(SourceWriter writer, CpuTransfer transfer, string call) => writer.Line(
        $"global::ModelGen.CompilerServices.Planes.{call}, planes: {Number(transfer.Planes)}, planeStride: {Number(transfer.PlaneStride)}, rows: {Number(transfer.Rows)}, rowStride: {Number(transfer.RowStride)}, rowLength: {Number(transfer.RowLength)});");

    private static string Location(ModelSignature signature, CpuTransfer transfer) => transfer.Location.Kind == OperandKind.Arena
        ? $"ref {signature.Context}.Arena({Number(transfer.Location.Value)})"
        : $"ref {signature.Context}.Constant({Number(transfer.Location.Value)})";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
