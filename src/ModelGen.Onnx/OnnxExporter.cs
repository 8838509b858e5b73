using System;
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

    /// <summary>Exports a model class.</summary>
    /// <typeparam name="TModel">The class.</typeparam>
    /// <param name="weights">Exactly the parameters of the model.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ModelWeightsException">A tensor is missing, unknown or misshapen; the message lists all.</exception>
    /// <exception cref="OnnxExportException">The model is too large for an ONNX file.</exception>
    public static OnnxModel Export<TModel>(ModelWeights weights, OnnxExportOptions? options = null)
        where TModel : IModel<TModel> => Export(TModel.Info.Graph, weights, options);
}
