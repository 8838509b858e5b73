using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ModelGen.Onnx.Format;
using DataType = ModelGen.Onnx.Format.TensorProto.Types.DataType;

namespace ModelGen.Onnx;

/// <summary>Reads the scales and zero points of a QDQ model: float operators between DequantizeLinear and QuantizeLinear.</summary>
public sealed class OnnxQuantizationReader
{
    private readonly GraphProto graph;
    private readonly Dictionary<string, TensorProto> constants;
    private readonly Dictionary<string, DataType> types;
    private readonly Dictionary<string, OnnxQuantizedValue> bytes = [];
    private readonly Dictionary<string, OnnxQuantizedValue> values = [];
    private readonly List<OnnxQuantizedValue> found = [];

    private OnnxQuantizationReader(GraphProto graph)
    {
        this.graph = graph;
        constants = [];
        foreach (TensorProto tensor in graph.Initializer)
        {
            constants[tensor.Name] = tensor;
        }

        foreach (NodeProto node in graph.Node.Where(n => n.OpType == "Constant" && n.Output.Count == 1))
        {
            if (node.Attribute.FirstOrDefault(a => a.Name == "value")?.T is { } tensor)
            {
                constants[node.Output[0]] = tensor;
            }
        }

        types = [];
        foreach (ValueInfoProto value in graph.Input.Concat(graph.ValueInfo))
        {
            types[value.Name] = (DataType)(value.Type?.TensorType?.ElemType ?? 0);
        }
    }

    /// <summary>
    /// The quantized activations in the order of the graph's nodes, each once. Dequantized constants, which are weights and biases, are not among them.
    /// </summary>
    /// <param name="model">A model, as <see cref="OnnxModel.Read"/> has it.</param>
    /// <exception cref="OnnxExportException">
    /// A scale or zero point is missing, not constant, per channel, out of range, of another type or contradicts another of the same value; or nothing is quantized.
    /// </exception>
    public static IReadOnlyList<OnnxQuantizedValue> Read(ModelProto model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var reader = new OnnxQuantizationReader(model.Graph ?? throw new OnnxExportException("The ONNX model has no graph."));
        foreach (NodeProto node in reader.graph.Node)
        {
            if (node.OpType == "QuantizeLinear")
            {
                reader.Quantize(node);
            }
            else if (node.OpType == "DequantizeLinear")
            {
                reader.Dequantize(node);
            }
        }

        return reader.found.Count > 0
            ? reader.found
            : throw new OnnxExportException("The ONNX model quantizes no activation: it has no QuantizeLinear, and no DequantizeLinear but of constants. A QDQ model is needed.");
    }

    private void Quantize(NodeProto node)
    {
        RequireInputs(node);
        OnnxQuantizedValue value = Parameters(node, node.Input[0], () => DefaultElement(node));
        if (constants.ContainsKey(node.Input[0]))
        {
            return;
        }

        Record(node, values, node.Input[0], value);
        bytes[node.Output[0]] = value;
    }

    private void Dequantize(NodeProto node)
    {
        RequireInputs(node);
        string source = node.Input[0];
        if (constants.ContainsKey(source))
        {
            return;
        }

        bool isQuantizedHere = bytes.TryGetValue(source, out OnnxQuantizedValue? quantized);
        OnnxQuantizedValue value = Parameters(node, quantized?.Name ?? source, () => quantized?.Element ?? DeclaredElement(node, source));
        if (!isQuantizedHere)
        {
            Record(node, bytes, source, value);
        }
        else if (quantized != value)
        {
            throw Contradiction(node, quantized!, value);
        }
    }

    private void Record(NodeProto node, Dictionary<string, OnnxQuantizedValue> known, string name, OnnxQuantizedValue value)
    {
        if (known.TryAdd(name, value))
        {
            found.Add(value);
        }
        else if (known[name] != value)
        {
            throw Contradiction(node, known[name], value);
        }
    }

    private OnnxQuantizedValue Parameters(NodeProto node, string name, Func<ElementType> defaultElement)
    {
        TensorProto scales = Single(node, 1, "scale");
        if (scales.DataType != (int)DataType.Float)
        {
            throw Failure(node, $"its scale '{node.Input[1]}' is of type {(DataType)scales.DataType}, but a scale is Float");
        }

        float scale = scales.FloatData.Count == 1 ? scales.FloatData[0]
            : scales.RawData.Length == sizeof(float) ? BitConverter.ToSingle(scales.RawData.Span)
            : throw Failure(node, $"its scale '{node.Input[1]}' does not hold the one value that its shape promises");
        if (!(scale > 0) || float.IsInfinity(scale))
        {
            throw Failure(node, string.Create(CultureInfo.InvariantCulture, $"its scale '{node.Input[1]}' is {scale}, but a scale is positive and finite"));
        }

        if (node.Input.Count < 3 || node.Input[2].Length == 0)
        {
            return new OnnxQuantizedValue(name, defaultElement(), scale, 0);
        }

        TensorProto zeros = Single(node, 2, "zero point");
        ElementType element = Element(node, $"its zero point '{node.Input[2]}'", (DataType)zeros.DataType);
        int zero = zeros.Int32Data.Count == 1 ? zeros.Int32Data[0]
            : zeros.RawData.Length == 1 ? element == ElementType.Int8 ? (sbyte)zeros.RawData[0] : zeros.RawData[0]
            : throw Failure(node, $"its zero point '{node.Input[2]}' does not hold the one value that its shape promises");
        (int least, int most) = element == ElementType.Int8 ? (-128, 127) : (0, 255);
        return zero >= least && zero <= most
            ? new OnnxQuantizedValue(name, element, scale, zero)
            : throw Failure(node, $"its zero point '{node.Input[2]}' is {zero}, but it must be in {least}..{most}");
    }

    private TensorProto Single(NodeProto node, int input, string what)
    {
        string name = node.Input[input];
        if (!constants.TryGetValue(name, out TensorProto? tensor))
        {
            throw Failure(node, $"its {what} '{name}' is no initializer and no Constant; fold the constants of the model first");
        }

        if (tensor.DataLocation == TensorProto.Types.DataLocation.External)
        {
            throw Failure(node, $"its {what} '{name}' is kept in another file; save the model with its data inside");
        }

        return tensor.Dims.All(d => d == 1)
            ? tensor
            : throw Failure(node, $"its {what} '{name}' has shape [{string.Join(", ", tensor.Dims)}], but an activation has one scale and one zero point");
    }

    private static ElementType DefaultElement(NodeProto node) => node.Attribute.FirstOrDefault(a => a.Name == "output_dtype") is { I: not 0 } attribute
        ? Element(node, "its output_dtype", (DataType)attribute.I)
        : ElementType.UInt8;

    private ElementType DeclaredElement(NodeProto node, string source) => types.TryGetValue(source, out DataType type)
        ? Element(node, $"its input '{source}'", type)
        : throw Failure(node, $"it has no zero point, and the type of its input '{source}' is not declared; run shape inference on the model");

    private static ElementType Element(NodeProto node, string what, DataType type) => type switch
    {
        DataType.Uint8 => ElementType.UInt8,
        DataType.Int8 => ElementType.Int8,
        _ => throw Failure(node, $"{what} is of type {type}, but activations are quantized to Uint8 or Int8"),
    };

    private static void RequireInputs(NodeProto node)
    {
        if (node.Input.Count is < 2 or > 3 || node.Output.Count != 1 || node.Input[1].Length == 0)
        {
            throw Failure(node, $"it has {node.Input.Count} inputs and {node.Output.Count} outputs, but needs a value, a scale, perhaps a zero point, and one output");
        }
    }

    private static OnnxExportException Contradiction(NodeProto node, OnnxQuantizedValue known, OnnxQuantizedValue other) => Failure(node, string.Create(
        CultureInfo.InvariantCulture,
        $"it gives '{known.Name}' {other.Element}, scale {other.Scale}, zero point {other.ZeroPoint}, but another node gives it {known.Element}, scale {known.Scale}, zero point {known.ZeroPoint}"));

    private static OnnxExportException Failure(NodeProto node, string reason) =>
        new($"{node.OpType} '{(node.Name.Length > 0 ? node.Name : node.Output.FirstOrDefault() ?? "")}' cannot be read: {reason}.");
}
