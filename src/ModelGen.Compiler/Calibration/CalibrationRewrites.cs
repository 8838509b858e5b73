using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Calibration;
using ModelGen.Compiler.Passes;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Calibration;

/// <summary>
/// Puts what a calibration profile says of weights and biases into the graph: cross-layer equalization, after which the ranges of the
/// profile hold, and the corrections of biases. The factors become constant nodes, so that no key of a tensor changes.
/// </summary>
public static class CalibrationRewrites
{
    /// <summary>The graph with all factors and corrections of the profile.</summary>
    /// <param name="graph">The graph after <see cref="Pipeline.RunBeforeFusion(Graph, PipelineOptions?)"/>.</param>
    /// <param name="profile">The profile of that model.</param>
    /// <param name="isQuantized">Whether a layer will run in int8; the others keep their biases. Null: all will.</param>
    /// <returns>The rewritten graph; or the graph as it was, and what in the profile does not fit it.</returns>
    public static PipelineResult Apply(Graph graph, CalibrationProfile profile, Func<Node, bool>? isQuantized = null)
    {
        Dictionary<string, int> ids = TensorKeys.Of(graph).ToDictionary(k => k.Value, k => k.Key);
        Dictionary<int, EqualizablePair> pairs = WeightedLayers.Pairs(graph).ToDictionary(p => p.Producer.Id);
        var layers = new HashSet<int>(WeightedLayers.Of(graph).Select(n => n.Id));
        var editor = new GraphEditor(graph);
        var failures = new List<CompileFailure>();
        int rewrites = 0;
        foreach (ChannelValues factors in profile.Equalization)
        {
            if (Find(factors, pairs.ContainsKey, "equalization factors", "layer that can be equalized with the next one"))
            {
                Equalize(editor, pairs[ids[factors.Key]], factors.Values);
                rewrites++;
            }
        }

        foreach (ChannelValues corrections in profile.BiasCorrections)
        {
            if (Find(corrections, layers.Contains, "bias corrections", "convolution or dense layer") && isQuantized?.Invoke(editor[ids[corrections.Key]]) != false)
            {
                Correct(editor, editor[ids[corrections.Key]], corrections.Values);
                rewrites++;
            }
        }

        return failures.Count == 0 ? new PipelineResult(editor.ToGraph(), rewrites, []) : new PipelineResult(graph, 0, failures.ToArray());

        bool Find(ChannelValues values, Func<int, bool> accepts, string what, string layer)
        {
            string? reason = !ids.TryGetValue(values.Key, out int id) || !accepts(id)
                ? $"the model {graph.Name} has no such {layer}"
                : values.Values.Count != editor[id].Type.Shape[-1]
                    ? FormattableString.Invariant($"they are {values.Values.Count}, and the layer has {editor[id].Type.Shape[-1]} output channels")
                    : null;
            if (reason is not null)
            {
                failures.Add(new CompileFailure(ProfileCheck.Stage, null, $"The calibration has {what} for '{values.Key}', but {reason}: calibrate the model anew."));
            }

            return reason is null;
        }
    }

    private static void Equalize(GraphEditor editor, EqualizablePair pair, EquatableArray<float> factors)
    {
        Node producer = editor[pair.Producer.Id];
        float[] inverse = [.. factors.Select(f => 1 / f)];
        var scaled = new List<Node> { editor.Operand(producer, 0), Scale(editor, producer, 1, OutputFactors(producer.Operator, inverse)) };
        if (producer.Inputs.Count > 2)
        {
            scaled.Add(Scale(editor, producer, 2, new Literal(new Shape(inverse.Length), inverse)));
        }

        editor.Replace(producer, producer.Operator, scaled);
        Node consumer = editor[pair.Consumer.Id];
        Node[] operands = editor.Operands(consumer);
        operands[1] = Scale(editor, consumer, 1, InputFactors(consumer.Operator, operands[1].Type.Shape, factors));
        editor.Replace(consumer, consumer.Operator, operands);
    }

    private static void Correct(GraphEditor editor, Node layer, EquatableArray<float> corrections)
    {
        Node correction = editor.Add(new Literal(new Shape(corrections.Count), corrections), layer);
        Node bias = layer.Inputs.Count > 2 ? editor.Add(new Add(), layer, editor.Operand(layer, 2), correction) : correction;
        editor.Replace(layer, layer.Operator, [editor.Operand(layer, 0), editor.Operand(layer, 1), bias]);
    }

    private static Node Scale(GraphEditor editor, Node layer, int operand, Literal factors) =>
        editor.Add(new Mul(), layer, editor.Operand(layer, operand), editor.Add(factors, layer));

    private static Literal OutputFactors(Operator layer, float[] factors) =>
        new(layer is Conv2D ? new Shape(factors.Length, 1, 1, 1) : new Shape(factors.Length, 1), factors);

    private static Literal InputFactors(Operator layer, Shape weight, EquatableArray<float> factors)
    {
        if (layer is not Conv2D convolution)
        {
            return new Literal(new Shape(1, factors.Count), factors);
        }

        if (convolution.Groups == 1)
        {
            return new Literal(new Shape(1, factors.Count, 1, 1), factors);
        }

        int inputs = weight[1], outputsPerGroup = weight[0] / convolution.Groups;
        var values = new float[weight[0] * inputs];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = factors[(i / inputs / outputsPerGroup * inputs) + (i % inputs)];
        }

        return new Literal(new Shape(weight[0], inputs, 1, 1), values);
    }
}
