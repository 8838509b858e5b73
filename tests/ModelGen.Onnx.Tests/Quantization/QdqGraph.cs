using System.Linq;
using Google.Protobuf;
using ModelGen.Onnx.Export;
using ModelGen.Onnx.Format;
using DataType = ModelGen.Onnx.Format.TensorProto.Types.DataType;

namespace ModelGen.Onnx.Tests.Quantization;

/// <summary>Puts together a QDQ model by hand, independent of the exporter.</summary>
internal sealed class QdqGraph
{
    public ModelProto Model { get; } = new() { IrVersion = 8, Graph = new GraphProto { Name = "qdq" } };

    public QdqGraph() => Model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = 17 });

    public string Input(string name, params int[] shape)
    {
        Model.Graph.Input.Add(TensorWriter.Declare(name, new IR.TensorType(ElementType.UInt8, new Shape(shape))));
        return name;
    }

    public void Output(string name, params int[] shape) =>
        Model.Graph.Output.Add(TensorWriter.Declare(name, new IR.TensorType(ElementType.UInt8, new Shape(shape))));

    public string Constant(string name, DataType type, byte[] data, params long[] dims)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(data) };
        tensor.Dims.AddRange(dims);
        Model.Graph.Initializer.Add(tensor);
        return name;
    }

    public string Scale(string name, params float[] scales) =>
        Constant(name, DataType.Float, System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(scales).ToArray(), scales.Length == 1 ? [] : [scales.Length]);

    public string Zero(string name, byte value) => Constant(name, DataType.Uint8, [value]);

    public string Node(string opType, string name, string[] inputs, params AttributeProto[] attributes)
    {
        var node = new NodeProto { OpType = opType, Name = name };
        node.Input.AddRange(inputs);
        node.Output.Add(name);
        node.Attribute.AddRange(attributes);
        Model.Graph.Node.Add(node);
        return name;
    }

    public string Quantize(string name, string x, float scale, byte zero) =>
        Node("QuantizeLinear", name, [x, Scale(name + ".s", scale), Zero(name + ".z", zero)]);

    public string Dequantize(string name, string x, float scale, byte zero) =>
        Node("DequantizeLinear", name, [x, Scale(name + ".s", scale), Zero(name + ".z", zero)]);

    public NodeProto this[string name] => Model.Graph.Node.Single(n => n.Name == name);
}
