using System.Collections.Generic;
using System.Linq;
using ModelGen.Onnx;
using ModelGen.Onnx.Format;
using Spectre.Console;
using DataType = ModelGen.Onnx.Format.TensorProto.Types.DataType;
using Dimension = ModelGen.Onnx.Format.TensorShapeProto.Types.Dimension;

namespace ModelGen.Tool.Reports;

/// <summary>Inputs, outputs and a census of the nodes of an ONNX file.</summary>
internal static class OnnxReport
{
    public static void Write(ToolConsole console, string file)
    {
        ModelProto model = OnnxModel.Read(file);
        GraphProto graph = model.Graph;
        console.Text.WriteLine($"{file}: {graph.Name}");
        console.Text.WriteLine($"  producer      {model.ProducerName} {model.ProducerVersion}");
        console.Text.WriteLine($"  operator set  {string.Join(", ", model.OpsetImport.Select(o => $"{(o.Domain.Length == 0 ? "ai.onnx" : o.Domain)} {o.Version}"))}; IR version {model.IrVersion}");
        foreach (StringStringEntryProto property in model.MetadataProps)
        {
            console.Text.WriteLine($"  {property.Key}  {property.Value}");
        }

        HashSet<string> initialized = [.. graph.Initializer.Select(i => i.Name)];
        foreach ((string kind, ValueInfoProto value) in graph.Input.Where(i => !initialized.Contains(i.Name)).Select(v => ("input ", v)).Concat(graph.Output.Select(v => ("output", v))))
        {
            console.Text.WriteLine($"  {kind}        {value.Name} {Describe(value.Type)}");
        }

        console.Text.WriteLine($"  initializers  {graph.Initializer.Count}, {Quantities.Count(graph.Initializer.Sum(i => i.Dims.Aggregate(1L, (count, extent) => count * extent)))} elements");
        Table table = Tables.Create("operator", ">nodes");
        foreach (IGrouping<string, NodeProto> group in graph.Node.GroupBy(n => n.Domain.Length == 0 ? n.OpType : n.Domain + "." + n.OpType).OrderByDescending(g => g.Count()).ThenBy(g => g.Key))
        {
            table.Add(group.Key, Quantities.Count(group.Count()));
        }

        console.Output.Write(table);
    }

    private static string Describe(TypeProto? type) => type?.TensorType is not { } tensor ? "(no tensor)"
        : ((DataType)tensor.ElemType).ToString().ToLowerInvariant() + (tensor.Shape is { } shape ? $"[{string.Join(", ", shape.Dim.Select(Describe))}]" : " of any shape");

    private static string Describe(Dimension dimension) => dimension.ValueCase switch
    {
        Dimension.ValueOneofCase.DimValue => dimension.DimValue.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Dimension.ValueOneofCase.DimParam => dimension.DimParam,
        _ => "?",
    };
}
