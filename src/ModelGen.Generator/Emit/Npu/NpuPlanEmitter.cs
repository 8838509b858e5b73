using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Generator.Emit.Cpu;
using ModelGen.IR.Text;
using ModelGen.Linking;
using ModelGen.Npu;

namespace ModelGen.Generator.Emit.Npu;

/// <summary>
/// Prints networks compiled for NPUs: a file-local type for each, which builds its <see cref="NpuPlan"/> when it is first asked for. Programs are words of constant data,
/// each instruction with its listing behind it.
/// </summary>
internal static class NpuPlanEmitter
{
    /// <summary>The namespace of the file-local types.</summary>
    public const string Namespace = ProgramEmitter.Namespace + ".Programs";

    /// <summary>The types, in the order of the plans.</summary>
    public static IReadOnlyList<string> Names(IReadOnlyList<NpuPlan> plans) => [.. plans.Select((_, i) => "Program" + Number(i))];

    /// <summary>Writes the namespace with everything in it.</summary>
    public static void Emit(SourceWriter writer, IReadOnlyList<NpuPlan> plans)
    {
        IReadOnlyList<string> names = Names(plans);
        writer.Open("namespace " + Namespace);
        foreach (string space in new[] { "System", "ModelGen", "ModelGen.CompilerServices", "ModelGen.IR", "ModelGen.IR.Text", "ModelGen.Linking", "ModelGen.Npu" })
        {
            writer.Line($"using global::{space};");
        }

        for (int i = 0; i < plans.Count; i++)
        {
            writer.Line();
            Plan(writer, plans[i], names[i]);
        }

        writer.Close();
    }

    private static void Plan(SourceWriter writer, NpuPlan plan, string name)
    {
        writer.Line($"/// <summary>For {plan.Machine.Name}.</summary>");
        writer.Line(Attributes.GeneratedCode);
        writer.Open("file static class " + name);
        writer.Line("internal static NpuPlan Create() => new NpuPlan(");
        writer.Indent();
        writer.Line($"{Quote(plan.Name)},");
        writer.Line($"NpuPresets.Get({Quote(plan.Machine.Name)}),");
        writer.Line($"new NpuStage[] {{ {string.Join(", ", plan.Stages.Select((_, i) => $"Stage{Number(i)}()"))} }},");
        Values(writer, plan.Inputs, ",");
        writer.Line($"new GraphOutput[] {{ {string.Join(", ", plan.Outputs.Select(o => $"new GraphOutput({Quote(o.Name)}, {Number(o.Node)})"))} }},");
        writer.Line("GraphParser.Parse(HostConstants));");
        writer.Unindent();
        writer.Line();
        RawString.Write(writer, "private const string HostConstants =", GraphPrinter.Print(plan.Host));
        for (int i = 0; i < plan.Stages.Count; i++)
        {
            writer.Line();
            switch (plan.Stages[i])
            {
                case NpuHostStage host:
                    HostStage(writer, host, Number(i));
                    break;
                case NpuProgramStage program:
                    ProgramStage(writer, program, Number(i));
                    break;
            }
        }

        writer.Close();
    }

    private static void HostStage(SourceWriter writer, NpuHostStage stage, string index)
    {
        writer.Line($"private static NpuStage Stage{index}() => new NpuHostStage(");
        writer.Indent();
        Values(writer, stage.Inputs, ",");
        Values(writer, stage.Outputs, ",");
        writer.Line($"GraphParser.Parse(Host{index}),");
        List(writer, "NpuHostOperation", stage.Operations.Select(o => $"new NpuHostOperation({Number(o.Node)}, {Quote(o.Operator)}, {Quote(o.Scope)}, {Quote(o.Reason)})"), ",");
        writer.Line($"{Number(stage.HandOverBytes)}, {Number(stage.HandOverCycles)});");
        writer.Unindent();
        writer.Line();
        RawString.Write(writer, $"private const string Host{index} =", GraphPrinter.Print(stage.Graph));
    }

    private static void ProgramStage(SourceWriter writer, NpuProgramStage stage, string index)
    {
        NpuProgram program = stage.Program;
        writer.Line($"private static NpuStage Stage{index}() => new NpuProgramStage(");
        writer.Indent();
        Values(writer, stage.Inputs, ",");
        Values(writer, stage.Outputs, ",");
        writer.Open("new NpuProgram");
        writer.Line($"MachineHash = 0x{program.MachineHash.ToString("X16", CultureInfo.InvariantCulture)},");
        writer.Line($"Cores = {Number(program.Cores)},");
        writer.Line($"Code = NpuWords.Decode(Code{index}),");
        writer.Line("Regions =");
        List(writer, "NpuRegion", program.Regions.Select(r => $"new NpuRegion(NpuRegionKind.{r.Kind}, {Quote(r.Name)}, {Number(r.Memory)}, {Number(r.Address)}, {Number(r.Bytes)})"), ",");
        writer.Line("Layers =");
        List(writer, "NpuLayer", program.Layers.Select(l => $"new NpuLayer({Quote(l.Name)}, {Quote(l.File)}, {Number(l.Line)}, {Number(l.Column)})"), ",");
        writer.Line($"Semaphores = new string[] {{ {string.Join(", ", program.Semaphores.Select(Quote))} }},");
        writer.Close(",");
        writer.Line($"new NpuLink(GraphParser.Parse(Link{index}), Constants{index}()),");
        writer.Line($"new double[] {{ {string.Join(", ", stage.EstimatedCycles.Select(c => $"BitConverter.Int64BitsToDouble(0x{BitConverter.DoubleToInt64Bits(c).ToString("X16", CultureInfo.InvariantCulture)})"))} }},");
        writer.Line($"new int[] {{ {string.Join(", ", stage.LayerNodes.Select(n => Number(n)))} }});");
        writer.Unindent();
        writer.Line();
        RawString.Write(writer, $"private const string Link{index} =", GraphPrinter.Print(stage.Link.Graph));
        writer.Line();
        writer.Line($"private static NpuPlannedConstant[] Constants{index}() =>");
        List(writer, "NpuPlannedConstant", stage.Link.Constants.Select(Constant), ";");
        writer.Line();
        Code(writer, program, $"Code{index}");
    }

    private static void Code(SourceWriter writer, NpuProgram program, string name)
    {
        writer.Open($"private static ReadOnlySpan<ulong> {name} => new ulong[]");
        for (int i = 0; i < program.Code.Count; i++)
        {
            NpuInstruction word = program.Code[i];
            string text = string.Join(" ", new[] { word.Word0, word.Word1, word.Word2, word.Word3 }.Select(w => $"0x{w.ToString("x16", CultureInfo.InvariantCulture)},"));
            writer.Line($"{text} // {program.Disassemble(i)}");
        }

        writer.Close(";");
    }

    private static string Constant(NpuPlannedConstant constant) =>
        $"new NpuPlannedConstant({Number(constant.Memory)}, {Number(constant.Address)}, {Number(constant.Length)}, new byte[] {{ {string.Join(", ", constant.Bytes.Select(b => Number(b)))} }}, "
        + $"new NpuConstantPart[] {{ {string.Join(", ", constant.Parts.Select(Part))} }})";

    private static string Part(NpuConstantPart part) =>
        $"new NpuConstantPart({Number(part.Node)}, new Packing({Number(part.Packing.Lanes)}, new PackSegment[] {{ {string.Join(", ", part.Packing.Segments.Select(Segment))} }}), {Number(part.Offset)}, {Number(part.Stride)})";

    private static string Segment(PackSegment segment) =>
        $"new PackSegment({Number(segment.Offset)}, {Number(segment.Bound)}, new PackAxis[] {{ {string.Join(", ", segment.Axes.Select(a => $"new PackAxis({Number(a.Extent)}, {Number(a.Stride)}, {Number(a.Step)})"))} }})";

    private static void Values(SourceWriter writer, IEnumerable<NpuStageValue> values, string suffix) =>
        List(writer, "NpuStageValue", values.Select(v => $"new NpuStageValue({Number(v.Node)}, {Quote(v.Name)}, new TensorType(ElementType.{v.Type.Element}, new Shape({string.Join(", ", v.Type.Shape.Select(e => Number(e)))})))"), suffix);

    private static void List(SourceWriter writer, string type, IEnumerable<string> items, string suffix)
    {
        writer.Open($"new {type}[]");
        foreach (string item in items)
        {
            writer.Line(item + ",");
        }

        writer.Close(suffix);
    }

    private static string Quote(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
