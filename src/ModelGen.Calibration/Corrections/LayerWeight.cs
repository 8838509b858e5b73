using System;
using ModelGen.IR;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Calibration.Corrections;

/// <summary>The weight of a convolution or dense layer: for each output channel and each input channel of its group, one value a tap.</summary>
internal sealed class LayerWeight
{
    private readonly Tensor weight;
    private readonly float[] values;
    private readonly int groups;
    private readonly int outputsPerGroup;

    private LayerWeight(Tensor weight, int groups)
    {
        this.weight = weight;
        this.groups = groups;
        values = weight.Floats;
        Outputs = weight.Shape[0];
        Inputs = weight.Shape[1];
        Taps = values.Length / (Outputs * Inputs);
        outputsPerGroup = Outputs / groups;
    }

    /// <summary>The output channels.</summary>
    public int Outputs { get; }

    /// <summary>The input channels that each output channel reads.</summary>
    public int Inputs { get; }

    /// <summary>The places of the window; 1 for a dense layer.</summary>
    public int Taps { get; }

    /// <summary>The weight of a layer.</summary>
    /// <param name="graph">Its graph.</param>
    /// <param name="layer">One of <see cref="Compiler.Calibration.WeightedLayers"/>.</param>
    /// <param name="parameter">The value of a parameter by path.</param>
    public static LayerWeight Of(Graph graph, Node layer, Func<string, Tensor> parameter) => new(
        GraphInterpreter.Evaluate(graph, [layer.Inputs[1]], _ => null, parameter)[0],
        layer.Operator is Operators.Conv2D convolution ? convolution.Groups : 1);

    /// <summary>The values that connect an output channel to the input channel <paramref name="input"/> of its group.</summary>
    public ReadOnlySpan<float> Values(int output, int input) => values.AsSpan(((output * Inputs) + input) * Taps, Taps);

    /// <summary>The weight as int8 holds it.</summary>
    public LayerWeight Rounded() => new(WeightRounding.Round(weight), groups);

    /// <summary>The channel of the layer's input that is the input channel <paramref name="input"/> of the group of an output channel.</summary>
    public int Channel(int output, int input) => (output / outputsPerGroup * Inputs) + input;
}
