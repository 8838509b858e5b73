using System;
using System.Linq;
using ModelGen.Calibration;
using ModelGen.Compiler;
using ModelGen.IR;
using ModelGen.Onnx.Export;

namespace ModelGen.Onnx;

/// <summary>
/// Writes models in the ONNX format (operator set 17), for ONNX Runtime, Netron and other tools. Images are held channels first inside
/// of the exported graph, as ONNX operators want them, and are transposed only where their order matters.
/// </summary>
public static class OnnxExporter
{
    /// <summary>Exports a graph, as <see cref="ModelInfo.Graph"/> has it.</summary>
    /// <param name="graph">A sound graph, before or after passes.</param>
    /// <param name="weights">Exactly the parameters of the graph.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ModelWeightsException">A tensor is missing, unknown or misshapen; the message lists all.</exception>
    /// <exception cref="OnnxExportException">The model is too large for an ONNX file.</exception>
    /// <exception cref="ArgumentException">The graph is not sound.</exception>
    public static OnnxModel Export(Graph graph, ModelWeights weights, OnnxExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(weights);
        if (GraphVerifier.Verify(graph) is { Count: > 0 } violations)
        {
            throw new ArgumentException($"The graph '{graph.Name}' is not sound:\n{string.Join("\n", violations)}", nameof(graph));
        }

        weights.Check(ModelInfo.FromGraph(graph));
        return ModelExport.Run(graph, parameter => weights[parameter.Path], options ?? new OnnxExportOptions());
    }

    /// <summary>
    /// Exports a model: a calibrated one with its 8-bit operators between QuantizeLinear and DequantizeLinear (QDQ), unless the options ask
    /// for single precision.
    /// </summary>
    /// <param name="info">The model: the <c>Info</c> of its class.</param>
    /// <param name="weights">Exactly the parameters of the model.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ModelWeightsException">A tensor is missing, unknown or misshapen; the message lists all.</exception>
    /// <exception cref="OnnxExportException">The model is too large for an ONNX file, or the options ask for 8 bits and it is not calibrated.</exception>
    public static OnnxModel Export(ModelInfo info, ModelWeights weights, OnnxExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(info);
        if (info.Calibration is null && options?.Precision == Precision.Int8)
        {
            throw new OnnxExportException($"Model {info.Name} cannot be exported in 8 bits, since it is not calibrated: set Calibration in its [Model] attribute.");
        }

        return Export(info.Calibration is { } profile && options?.Precision != Precision.F32 ? Quantized(info, profile) : info.Graph, weights, options);
    }

    /// <summary>Exports a model class.</summary>
    /// <typeparam name="TModel">The class.</typeparam>
    /// <inheritdoc cref="Export(ModelInfo, ModelWeights, OnnxExportOptions?)"/>
    public static OnnxModel Export<TModel>(ModelWeights weights, OnnxExportOptions? options = null)
        where TModel : IModel<TModel> => Export(TModel.Info, weights, options);

    internal static Graph Quantized(ModelInfo info, CalibrationProfile profile)
    {
        PipelineResult result = Pipeline.Quantize(info.Graph, profile, info.FloatScopes);
        return result.Succeeded
            ? result.Graph
            : throw new OnnxExportException($"Model {info.Name} cannot be quantized: {string.Join(" ", result.Failures.Select(f => f.Message))}");
    }
}
