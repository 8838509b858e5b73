using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using ModelGen.IR;
using ModelGen.Onnx.Format;
using ModelGen.Onnx.Mappings;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Export;

/// <summary>Exports a whole graph.</summary>
internal static class ModelExport
{
    /// <summary>The version of the ONNX operator set that the mappings follow.</summary>
    public const int OperatorSet = 17;

    /// <summary>The version of the file format that goes with it.</summary>
    public const int IrVersion = 8;

    /// <summary>The ONNX file of a sound graph.</summary>
    public static OnnxModel Run(Graph traced, Func<Operators.Parameter, Tensor> weights, OnnxExportOptions options)
    {
        Graph expanded = FusedExpansion.Apply(traced);
        RoundingCheck.Run(expanded);
        Graph graph = QuantizedUnaryExpansion.Apply(expanded);
        Refuse(graph);
        var export = new GraphExport(graph, new ConstantValues(graph, weights), options);
        OnnxValue[] inputs = [.. DefineInputs(export, options)];
        foreach (Node node in graph.Nodes)
        {
            if (!export.Constants.Contains(node.Id) && MappingTable.Find(node.Operator) is { } mapping)
            {
                mapping.Export(new NodeExport(export, node));
            }
        }

        OnnxValue[] outputs = [.. graph.Outputs.Select((o, i) => DefineOutput(export, o, export.OutputNames[i]))];
        Finish(export, outputs);
        var proto = new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "ModelGen",
            ProducerVersion = typeof(ModelExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "",
            DocString = $"{graph.Name}, exported from its C# class. Images at inputs and outputs: {(options.InputLayout == OnnxImageLayout.ChannelsFirst ? "(N, C, H, W)" : "(N, H, W, C)")}.",
            Graph = export.Proto,
        };
        proto.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = OperatorSet });
        proto.MetadataProps.Add(new StringStringEntryProto { Key = "modelgen.model", Value = graph.Name });
        proto.MetadataProps.Add(new StringStringEntryProto { Key = "modelgen.image_layout", Value = options.InputLayout == OnnxImageLayout.ChannelsFirst ? "NCHW" : "NHWC" });
        return new OnnxModel(proto, inputs, outputs);
    }

    private static void Refuse(Graph graph)
    {
        string[] unknown = [.. graph.Nodes
            .Where(n => n.Operator is not (Operators.Input or Operators.Parameter or Operators.Literal) && MappingTable.Find(n.Operator) is null)
            .Select(n => n.Operator.Name).Distinct()];
        if (unknown.Length > 0)
        {
            throw new OnnxExportException($"Model {graph.Name} cannot be exported: {string.Join(", ", unknown)} have no ONNX mapping.");
        }
    }

    private static IEnumerable<OnnxValue> DefineInputs(GraphExport export, OnnxExportOptions options)
    {
        HashSet<int> images = options.InputLayout == OnnxImageLayout.ChannelsFirst ? InputLayouts.Images(export.Graph) : [];
        foreach ((Node node, _) in export.Graph.Select<Operators.Input>())
        {
            ValueLayout layout = images.Contains(node.Id) ? ValueLayout.ChannelsFirst : ValueLayout.Logical;
            string name = export.InputNames[node.Id];
            export.Define(node.Id, layout, name);
            OnnxValue value = Describe(name, node.Type, layout);
            export.Proto.Input.Add(Declare(value, node.Type));
            yield return value;
        }
    }

    private static OnnxValue DefineOutput(GraphExport export, GraphOutput output, string name)
    {
        ValueLayout layout = export.OutputLayout(output.Node);
        string known = export.Value(output.Node, layout);
        if (known != name)
        {
            export.Add("Identity", name, [known]);
        }

        return Describe(name, export.Node(output.Node).Type, layout);
    }

    private static void Finish(GraphExport export, OnnxValue[] outputs)
    {
        GraphProto graph = export.Proto;
        graph.Name = export.Graph.Name;
        graph.Output.AddRange(outputs.Zip(export.Graph.Outputs, (value, output) => Declare(value, export.Node(output.Node).Type)));
        HashSet<string> outputNames = [.. outputs.Select(o => o.Name)];
        foreach (ValueInfoProto value in graph.ValueInfo.Where(v => outputNames.Contains(v.Name)).ToArray())
        {
            graph.ValueInfo.Remove(value);
        }
    }

    private static OnnxValue Describe(string name, TensorType declared, ValueLayout layout) => new(
        name,
        declared with { Shape = Layouts.Arrange(layout, declared.Shape) },
        layout == ValueLayout.ChannelsFirst ? OnnxImageLayout.ChannelsFirst : OnnxImageLayout.ChannelsLast);

    private static ValueInfoProto Declare(OnnxValue value, TensorType declared)
    {
        ValueInfoProto proto = TensorWriter.Declare(value.Name, value.Type);
        proto.DocString = value.Layout == OnnxImageLayout.ChannelsFirst
            ? $"(N, C, H, W); the model class declares (N, H, W, C): {declared}."
            : $"As the model class declares it: {declared}.";
        return proto;
    }
}
