using System;
using System.Collections.Generic;
using ModelGen.IR;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Calibration.Evaluation;

/// <summary>Runs a graph over many samples and shows every value on the way.</summary>
internal sealed class GraphEvaluator
{
    private readonly GraphWalk<Tensor> walk;
    private readonly NodeEvaluator evaluator;

    /// <summary>Evaluates what does not depend on inputs.</summary>
    /// <param name="graph">A sound graph.</param>
    /// <param name="parameter">The value of a parameter by path.</param>
    public GraphEvaluator(Graph graph, Func<string, Tensor> parameter)
    {
        Dictionary<int, Tensor> constants = ConstantValues.Of(graph, parameter);
        walk = new GraphWalk<Tensor>(graph, constants);
        evaluator = new NodeEvaluator(graph, constants);
    }

    /// <summary>Runs the graph once.</summary>
    /// <param name="inputs">A tensor of the right type for each input, by name.</param>
    /// <param name="visit">Called with each node that is not constant and its value, in the order of the graph.</param>
    public void Run(IReadOnlyDictionary<string, Tensor> inputs, Action<Node, Tensor> visit) => walk.Run((node, operands) =>
    {
        Tensor value = node.Operator is Operators.Input input ? inputs[input.InputName] : evaluator.Evaluate(node, operands);
        visit(node, value);
        return value;
    });
}
