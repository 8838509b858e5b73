using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Calibration;
using ModelGen.Compiler;
using ModelGen.Compiler.Calibration;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Numerics;
using ModelGen.Onnx.Format;

namespace ModelGen.Onnx;

/// <summary>
/// Reads the calibration of a model class back from a QDQ model that was exported of it. Values are known by their names, which an export
/// under a calibration with another scale for every tensor tells.
/// </summary>
public static class OnnxCalibrationReader
{
    /// <summary>How a profile says where it comes from.</summary>
    private const string Method = "qdq";
    private const int Named = 3;

    /// <summary>
    /// The profile under which the class computes what the file does. Tensors that the file does not round, since a clamp alone or single
    /// precision reads them, have the calibration of their reader, or else the scale 1; factors of equalization and corrections of biases are part
    /// of the weights of the file, not of this profile.
    /// </summary>
    /// <param name="info">The class, calibrated or not.</param>
    /// <param name="model">The file, as <see cref="OnnxModel.Read"/> has it.</param>
    /// <exception cref="OnnxExportException">The file is no QDQ model, or not of this class; the message says what is missing or contradicts.</exception>
    public static CalibrationProfile Read(ModelInfo info, ModelProto model)
    {
        ArgumentNullException.ThrowIfNull(info);
        IReadOnlyList<OnnxQuantizedValue> values = OnnxQuantizationReader.Read(model);
        ElementType element = values[0].Element;
        Graph graph = Pipeline.RunBeforeFusion(info.Graph).Graph;
        IReadOnlyDictionary<int, string> keys = TensorKeys.Of(graph);
        Node[] tensors = [.. graph.Nodes.Where(n => n.Type.Element == ElementType.Float32 && keys.ContainsKey(n.Id))];
        Dictionary<string, Quantization> known = Match(info, values, Names(info, [.. tensors.Select(n => keys[n.Id])], element), element);
        TensorCalibration[] calibrations = Fill(graph, tensors, keys, known, element);
        return new CalibrationProfile(info.Name, Method, element, RoundingRule.Onnx, calibrations);
    }

    /// <summary>The key of the tensor that each value of an export is, and its element type: results may be yielded in other bytes than the model computes with.</summary>
    private static Dictionary<string, (string Key, ElementType Element)> Names(ModelInfo info, string[] keys, ElementType element)
    {
        // Scales within a factor of two, so that no quotient of them leads out of the arithmetic.
        float Scale(int index) => 1 + (index / (float)keys.Length);
        Dictionary<float, string> byScale = keys.Select((key, i) => (key, i)).ToDictionary(k => Scale(k.i), k => k.key);
        int middle = AffineRange.Minimum(element) + 128;
        var distinct = new CalibrationProfile(
            info.Name, Method, element, RoundingRule.Onnx, keys.Select((key, i) => new TensorCalibration(key, -128 * Scale(i), 127 * Scale(i), Scale(i), middle)).ToArray());
        OnnxModel template = OnnxExporter.Export(OnnxExporter.Quantized(info, distinct), ModelWeights.Random(info, 0));
        var names = new Dictionary<string, (string Key, ElementType Element)>();
        foreach (OnnxQuantizedValue value in OnnxQuantizationReader.Read(template.Proto))
        {
            if (byScale.TryGetValue(value.Scale, out string? key))
            {
                names[value.Name] = (key, value.Element);
            }
        }

        return names;
    }

    private static Dictionary<string, Quantization> Match(
        ModelInfo info, IReadOnlyList<OnnxQuantizedValue> values, Dictionary<string, (string Key, ElementType Element)> names, ElementType element)
    {
        var known = new Dictionary<string, Quantization>();
        foreach (OnnxQuantizedValue value in values)
        {
            if (!names.TryGetValue(value.Name, out (string Key, ElementType Element) name))
            {
                throw new OnnxExportException($"The file does not fit {info.Name}: it quantizes '{value.Name}', which an export of that class does not.");
            }

            if (value.Element != name.Element)
            {
                throw new OnnxExportException(
                    $"'{values[0].Name}' is quantized to {element} and '{value.Name}' to {value.Element}, but a calibration has one element type for all tensors.");
            }

            string key = name.Key;
            var quantization = new Quantization(value.Scale, value.ZeroPoint + AffineRange.Minimum(element) - AffineRange.Minimum(value.Element));
            if (known.TryGetValue(key, out Quantization other) && other != quantization)
            {
                throw new OnnxExportException($"The file quantizes the tensor '{key}' as {other}, and at '{value.Name}' as {quantization}, but a tensor has one quantization.");
            }

            known[key] = quantization;
        }

        string[] missing = [.. names.Values.Select(n => n.Key).Distinct().Where(key => !known.ContainsKey(key))];
        return missing.Length == 0
            ? known
            : throw new OnnxExportException(
                $"The file does not fit {info.Name}: it does not quantize {string.Join(", ", missing.Take(Named).Select(k => $"'{k}'"))}{(missing.Length > Named ? $" and {missing.Length - Named} more" : "")}.");
    }

    private static TensorCalibration[] Fill(
        Graph graph, Node[] tensors, IReadOnlyDictionary<int, string> keys, Dictionary<string, Quantization> known, ElementType element)
    {
        HashSet<int> constants = ConstantNodes.Of(graph);
        ILookup<int, Node> readers = graph.Readers();
        Dictionary<int, Node> nodes = graph.ById();
        int least = AffineRange.Minimum(element);
        return [.. tensors.Select(node =>
        {
            Node source = node;
            while (SharedQuantization.Operand(source, constants) is { } operand)
            {
                source = nodes[operand];
            }

            if (!known.TryGetValue(keys[source.Id], out Quantization quantization))
            {
                Node? clamp = readers[source.Id].FirstOrDefault(r => r.Operator is Relu or Relu6 or Clip && known.ContainsKey(keys[r.Id]));
                quantization = clamp is null ? new Quantization(1, least) : known[keys[clamp.Id]];
            }

            return new TensorCalibration(
                keys[node.Id], quantization.Dequantize(least), quantization.Dequantize(least + byte.MaxValue), quantization.Scale, quantization.ZeroPoint);
        })];
    }
}
