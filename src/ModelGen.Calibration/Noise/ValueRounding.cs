using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler;
using ModelGen.Compiler.Calibration;
using ModelGen.IR;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Calibration.Noise;

/// <summary>Rounds values as int8 does: to quantized values and back.</summary>
internal sealed class ValueRounding
{
    private readonly ElementType element;
    private readonly Dictionary<int, TensorCalibration> rounded = [];

    /// <summary>
    /// Decides which values are rounded: all with a calibration, except those that only move quantized values, and those that only a clamp
    /// reads, which int8 merges into the rounding of its result.
    /// </summary>
    public ValueRounding(Graph graph, CalibrationProfile profile)
    {
        element = profile.Element;
        ILookup<int, Node> readers = graph.Readers();
        var outputs = new HashSet<int>(graph.Outputs.Select(o => o.Node));
        HashSet<int> constants = ConstantNodes.Of(graph);
        IReadOnlyDictionary<int, string> keys = TensorKeys.Of(graph);
        foreach (Node node in graph.Nodes.Where(n => keys.ContainsKey(n.Id) && n.Type.Element == ElementType.Float32))
        {
            bool isMerged = !outputs.Contains(node.Id) && readers[node.Id].Any() && readers[node.Id].All(r => r.Operator is Operators.Relu or Operators.Relu6 or Operators.Clip);
            if (!isMerged && SharedQuantization.Operand(node, constants) is null)
            {
                rounded.Add(node.Id, profile.Find(keys[node.Id])
                    ?? throw new CalibrationException($"The calibration has no tensor '{keys[node.Id]}' of {graph.Name}: calibrate the model anew."));
            }
        }
    }

    /// <summary>The value of a node as int8 holds it.</summary>
    public Tensor Round(Node node, Tensor value)
    {
        if (!rounded.TryGetValue(node.Id, out TensorCalibration? calibration))
        {
            return value;
        }

        int least = AffineRange.Minimum(element), greatest = AffineRange.Maximum(element);
        float[] values = value.Floats;
        var result = new float[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            float quantized = Math.Clamp(MathF.Round(values[i] / calibration.Scale) + calibration.ZeroPoint, least, greatest);
            result[i] = (quantized - calibration.ZeroPoint) * calibration.Scale;
        }

        return new Tensor(value.Shape, result);
    }
}
