using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Export;

/// <summary>The nodes whose values depend on parameters and literals alone, evaluated with the weights when they are asked for.</summary>
internal sealed class ConstantValues
{
    private readonly Dictionary<int, Node> constants = [];
    private readonly Dictionary<int, Tensor> evaluated = [];
    private readonly Func<Operators.Parameter, Tensor> weights;

    public ConstantValues(Graph graph, Func<Operators.Parameter, Tensor> weights)
    {
        this.weights = weights;
        foreach (Node node in graph.Nodes)
        {
            if (node.Operator is not Operators.Input && node.Inputs.All(constants.ContainsKey))
            {
                constants.Add(node.Id, node);
            }
        }
    }

    /// <summary>Whether the node's value is known at export.</summary>
    public bool Contains(int id) => constants.ContainsKey(id);

    /// <summary>The value of a constant node.</summary>
    public Tensor this[int id]
    {
        get
        {
            if (!evaluated.TryGetValue(id, out Tensor? value))
            {
                Node node = constants[id];
                value = node.Operator is Operators.Parameter parameter
                    ? weights(parameter)
                    : node.Operator.Evaluate([.. node.Inputs.Select(i => this[i])], node.Type);
                evaluated.Add(id, value);
            }

            return value;
        }
    }

    /// <summary>The paths of the parameters that a constant node depends on; none for other nodes.</summary>
    public IEnumerable<string> ParametersOf(int id) => !constants.TryGetValue(id, out Node? node) ? []
        : node.Operator is Operators.Parameter parameter ? [parameter.Path]
        : node.Inputs.SelectMany(ParametersOf);
}
