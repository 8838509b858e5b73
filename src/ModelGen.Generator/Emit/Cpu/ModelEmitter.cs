using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Quantizing;
using ModelGen.Generator.Declarations;
using ModelGen.Generator.Emit.Npu;
using ModelGen.Generator.Pipeline;
using ModelGen.IR.Text;
using ModelGen.Npu;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>
/// Writes the file of a [Model] class that holds its compiled network: the bodies of the partial methods that <see cref="ApiEmitter"/>
/// declares, then plan, steps and kernels.
/// </summary>
internal static class ModelEmitter
{
    private const string Types = "global::" + ProgramEmitter.Namespace + ".", FloatTypes = "global::" + ProgramEmitter.FloatNamespace + ".";

    /// <summary>The text of the file.</summary>
    /// <param name="network">The model: its graph as traced, which the class carries as text, with its calibration.</param>
    /// <param name="program">The graph lowered.</param>
    /// <param name="floatProgram">The graph lowered in single precision, for a choice at load; null for models of one precision.</param>
    /// <param name="plans">The network compiled for NPUs.</param>
    /// <param name="byteOutputs">How the results are quantized that callers take as bytes.</param>
    public static string Emit(Network network, CpuProgram program, CpuProgram? floatProgram, IReadOnlyList<NpuPlan> plans, EquatableArray<ByteOutput> byteOutputs)
    {
        ModelDeclaration model = network.Declaration;
        SourceWriter writer = GeneratedFile.Create();
        int top = writer.Depth;
        GeneratedFile.OpenType(writer, model.Type);
        WriteGraph(writer, network);
        WriteDescription(writer, network, program, plans, byteOutputs);
        WriteLink(writer, model, floatProgram);
        WriteRun(writer, ModelSignature.Create(model, network.Graph), program, floatProgram);
        writer.CloseTo(top);
        writer.Line();
        ProgramEmitter.Emit(writer, program, model.Weights);
        if (floatProgram is not null)
        {
            writer.Line();
            ProgramEmitter.Emit(writer, floatProgram, model.Weights, ProgramEmitter.FloatNamespace);
        }

        if (plans.Count > 0)
        {
            writer.Line();
            NpuPlanEmitter.Emit(writer, plans);
        }

        return GeneratedFile.Finish(writer);
    }

    private static void WriteGraph(SourceWriter writer, Network network)
    {
        writer.Line("/// <summary>The network as written, before any pass.</summary>");
        RawString.Write(writer, "private const string ModelGraph =", GraphPrinter.Print(network.Graph));
        if (network.Calibration is { } profile)
        {
            writer.Separate();
            writer.Line("/// <summary>How its activations are quantized.</summary>");
            RawString.Write(writer, "private const string ModelCalibration =", profile.Print());
        }
    }

    private static void WriteDescription(SourceWriter writer, Network network, CpuProgram program, IReadOnlyList<NpuPlan> plans, EquatableArray<ByteOutput> byteOutputs)
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
        List<string> arguments = [$"global::ModelGen.IR.Text.GraphParser.Parse(ModelGraph), {Types}Plan.ArenaLength * sizeof(float), kernels"];
        if (network.Calibration is not null)
        {
            string scopes = string.Join(", ", network.FloatScopes.Select(Quote));
            arguments.Add($"global::ModelGen.Calibration.CalibrationProfile.Parse(ModelCalibration), [{scopes}]");
        }

        if (byteOutputs.Count > 0)
        {
            string entries = string.Join(", ", byteOutputs.Select(o => $"[{Quote(o.Name)}] = new({Bits(o.Quantization.Scale)}, {Number(o.Quantization.ZeroPoint)})"));
            arguments.Add($"byteOutputs: new global::System.Collections.Generic.Dictionary<string, global::ModelGen.Quantization> {{ {entries} }}");
        }

        if (plans.Count > 0)
        {
            arguments.Add($"npuPlans: static () => [{string.Join(", ", NpuPlanEmitter.Names(plans).Select(name => $"global::{NpuPlanEmitter.Namespace}.{name}.Create()"))}]");
        }

        if (network.Calibration is not null)
        {
            arguments.Add($"places: {PlacesEmitter.Member}()");
        }

        writer.Line("info = global::ModelGen.ModelInfo.FromGraph(");
        for (int i = 0; i < arguments.Count; i++)
        {
            writer.Line($"    {arguments[i]}{(i + 1 < arguments.Count ? "," : ");")}");
        }

        writer.Close();
    }

    private static void WriteLink(SourceWriter writer, ModelDeclaration model, CpuProgram? floatProgram)
    {
        writer.Separate();
        writer.Line("private global::ModelGen.CompilerServices.ModelProgram? modelProgram;");
        if (floatProgram is not null)
        {
            writer.Line("private bool modelIsFloat;");
        }

        writer.Line();
        writer.Open("partial void LinkModel(global::ModelGen.ModelWeights weights, global::ModelGen.ModelOptions options)");
        ChooseProgram(writer, floatProgram, types =>
        {
            writer.Line("this.modelProgram = global::ModelGen.CompilerServices.ModelProgram.Link(");
            writer.Line($"    weights, options, {types}Plan.Link(), {types}Plan.ArenaLength, {types}Plan.Steps{Precision(model, types)});");
        });
        writer.Close();
        writer.Line();
        if (model.Weights is not null)
        {
            writer.Open("partial void FindLinkedModel(global::ModelGen.ModelOptions options, ref bool found)");
            ChooseProgram(writer, floatProgram, types =>
            {
                writer.Line("this.modelProgram = global::ModelGen.CompilerServices.ModelProgram.FindLinked(");
                writer.Line($"    typeof({Identifiers.Escape(model.Type.Name)}).Assembly, options, {types}Plan.LinkHash, {types}Plan.ArenaLength, {types}Plan.Steps{Precision(model, types)});");
            });
            writer.Line("found = this.modelProgram is not null;");
            writer.Close();
            writer.Line();
        }

        writer.Open("partial void AllocateContext(ref global::ModelGen.ModelContext? context)");
        writer.Line("context = this.modelProgram?.CreateContext(this);");
        writer.Close();
    }

    /// <summary>The argument that tells the precision of a program, if it is not single.</summary>
    private static string Precision(ModelDeclaration model, string types) => model.Calibration is null || types == FloatTypes ? "" : ", global::ModelGen.Precision.Int8";

    /// <summary>Writes what depends on the program, for that of the options' precision where there are two.</summary>
    private static void ChooseProgram(SourceWriter writer, CpuProgram? floatProgram, Action<string> write)
    {
        if (floatProgram is null)
        {
            write(Types);
            return;
        }

        writer.Line("this.modelIsFloat = options.Precision == global::ModelGen.Precision.F32;");
        writer.Open("if (this.modelIsFloat)");
        write(FloatTypes);
        writer.Close();
        writer.Open("else");
        write(Types);
        writer.Close();
    }

    private static void WriteRun(SourceWriter writer, ModelSignature signature, CpuProgram program, CpuProgram? floatProgram)
    {
        writer.Separate();
        writer.Open($"partial void RunModel({signature.ParametersWithContext})");
        if (floatProgram is not null)
        {
            writer.Open("if (this.modelIsFloat)");
            WriteRun(writer, signature, floatProgram);
            writer.Line("return;");
            writer.Close();
            writer.Line();
        }

        WriteRun(writer, signature, program);
        writer.Close();
    }

    private static void WriteRun(SourceWriter writer, ModelSignature signature, CpuProgram program)
    {
        for (int i = 0; i < program.Inputs.Count; i++)
        {
            Transfer(writer, program.Inputs[i], $"CopyIn({signature.Inputs[i].Name}, {StepsEmitter.Reference(program.Inputs[i].Location, signature.Context)}");
        }

        writer.Line($"this.modelProgram!.Run({signature.Context});");
        for (int i = 0; i < program.Outputs.Count; i++)
        {
            Transfer(writer, program.Outputs[i], $"CopyOut({StepsEmitter.Reference(program.Outputs[i].Location, signature.Context)}, {signature.Outputs[i].Name}");
        }
    }

    private static void Transfer(SourceWriter writer, CpuTransfer transfer, string call) => writer.Line(
        $"global::ModelGen.CompilerServices.Planes.{call}, planes: {Number(transfer.Planes)}, planeStride: {Number(transfer.PlaneStride)}, rows: {Number(transfer.Rows)}, rowStride: {Number(transfer.RowStride)}, rowLength: {Number(transfer.RowLength)});");

    private static string Bits(float value) =>
        $"global::System.BitConverter.Int32BitsToSingle(0x{BitConverter.ToInt32(BitConverter.GetBytes(value), 0).ToString("X8", CultureInfo.InvariantCulture)})";

    private static string Quote(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
