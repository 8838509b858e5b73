using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Calibration.Corrections;
using ModelGen.Calibration.Evaluation;
using ModelGen.Compiler.Calibration;
using ModelGen.IR;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Calibration.Noise;

/// <summary>Runs a graph exactly and as int8 rounds it, side by side.</summary>
internal sealed class NoiseComparison
{
    private readonly IReadOnlyDictionary<int, string> keys;
    private readonly Dictionary<int, Node> roundedNodes;
    private readonly Dictionary<int, Tensor> exactConstants;
    private readonly Dictionary<int, Tensor> roundedConstants;
    private readonly NodeEvaluator exactEvaluator;
    private readonly NodeEvaluator roundedEvaluator;
    private readonly GraphWalk<Values> walk;
    private readonly ValueRounding rounding;
    private readonly Dictionary<int, (NoiseMeter Added, NoiseMeter Total)> meters = [];

    /// <summary>Prepares both sides.</summary>
    /// <param name="exact">The graph that gives the signal.</param>
    /// <param name="rounded">The same graph but for the biases of its layers, whose weights are rounded.</param>
    /// <param name="parameter">The value of a parameter by path.</param>
    /// <param name="rounding">How values are rounded.</param>
    public NoiseComparison(Graph exact, Graph rounded, Func<string, Tensor> parameter, ValueRounding rounding)
    {
        this.rounding = rounding;
        keys = TensorKeys.Of(exact);
        roundedNodes = rounded.ById();
        exactConstants = ConstantValues.Of(exact, parameter);
        roundedConstants = ConstantValues.Of(rounded, parameter);
        foreach (int weight in WeightedLayers.Of(rounded).Select(layer => layer.Inputs[1]).Distinct())
        {
            roundedConstants[weight] = WeightRounding.Round(roundedConstants[weight]);
        }

        exactEvaluator = new NodeEvaluator(exact, exactConstants);
        roundedEvaluator = new NodeEvaluator(rounded, roundedConstants);
        walk = new GraphWalk<Values>(exact, exactConstants.ToDictionary(c => c.Key, _ => default(Values)));
    }

    /// <summary>Takes one more sample.</summary>
    /// <param name="inputs">The inputs by name.</param>
    /// <param name="number">The number of the sample, for messages.</param>
    public void Observe(IReadOnlyDictionary<string, Tensor> inputs, int number) => walk.Run((node, operands) =>
    {
        Node roundedNode = roundedNodes[node.Id];
        Tensor exact, added, total;
        if (node.Operator is Operators.Input input)
        {
            exact = added = total = inputs[input.InputName];
        }
        else
        {
            exact = exactEvaluator.Evaluate(node, [.. node.Inputs.Select((id, i) => exactConstants.GetValueOrDefault(id) ?? operands[i].Exact)]);
            added = roundedEvaluator.Evaluate(roundedNode, [.. roundedNode.Inputs.Select((id, i) => roundedConstants.GetValueOrDefault(id) ?? operands[i].Exact)]);
            total = roundedEvaluator.Evaluate(roundedNode, [.. roundedNode.Inputs.Select((id, i) => roundedConstants.GetValueOrDefault(id) ?? operands[i].Rounded)]);
        }

        if (node.Type.Element != ElementType.Float32)
        {
            return new Values(exact, total);
        }

        CalibrationRun.RequireFinite(exact, keys[node.Id], number);
        (added, total) = (rounding.Round(node, added), rounding.Round(node, total));
        if (!meters.TryGetValue(node.Id, out (NoiseMeter Added, NoiseMeter Total) meter))
        {
            meters.Add(node.Id, meter = (new NoiseMeter(), new NoiseMeter()));
        }

        meter.Added.Observe(exact.Floats, added.Floats);
        meter.Total.Observe(exact.Floats, total.Floats);
        return new Values(exact, total);
    });

    /// <summary>What was measured, in the order of the graph.</summary>
    public IReadOnlyList<LayerNoise> Result() => [.. meters.Select(m => new LayerNoise(keys[m.Key], m.Value.Added.Ratio, m.Value.Total.Ratio))];

    private readonly record struct Values(Tensor Exact, Tensor Rounded);
}
