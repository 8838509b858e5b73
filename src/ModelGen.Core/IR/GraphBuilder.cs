using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.IR.Operators;

namespace ModelGen.IR;

/// <summary>Makes a graph node by node, with types from the shape rules.</summary>
public sealed class GraphBuilder
{
    private readonly string name;
    private readonly List<Node> nodes = [];
    private readonly List<GraphOutput> outputs = [];
    private readonly Dictionary<int, TensorType> types = [];
    private int nextId;

    /// <summary>An empty graph.</summary>
    public GraphBuilder(string name) => this.name = name;

    /// <summary>Continues a graph; new nodes have ids above those it has.</summary>
    public GraphBuilder(Graph graph)
        : this(graph.Name)
    {
        nodes.AddRange(graph.Nodes);
        outputs.AddRange(graph.Outputs);
        foreach (Node node in graph.Nodes)
        {
            types[node.Id] = node.Type;
            nextId = Math.Max(nextId, node.Id + 1);
        }
    }

    /// <summary>The type of a node's result.</summary>
    public TensorType TypeOf(int id) => types[id];

    /// <summary>What the shape rule says of an operator over the given nodes, without adding it.</summary>
    public Inference Infer(Operator op, params int[] inputs) => op.Infer([.. inputs.Select(TypeOf)]);

    /// <summary>Adds an operator over earlier nodes; returns its id.</summary>
    /// <exception cref="ArgumentException">The shape rule refuses the inputs.</exception>
    public int Add(Operator op, params int[] inputs) => Add("", op, inputs);

    /// <summary>Adds an operator over earlier nodes, from the layer or module at the path <paramref name="scope"/>; returns its id.</summary>
    /// <exception cref="ArgumentException">The shape rule refuses the inputs.</exception>
    public int Add(string scope, Operator op, params int[] inputs)
    {
        Inference inference = Infer(op, inputs);
        if (inference.Error is { } error)
        {
            throw new ArgumentException($"{op.Name}: {error}");
        }

        int id = nextId++;
        nodes.Add(new Node(id, op, inputs.ToArray(), inference.Type, scope));
        types.Add(id, inference.Type);
        return id;
    }

    /// <summary>Adds an input of the model.</summary>
    public int Input(string inputName, TensorType type) => Add(new Input(inputName, type));

    /// <summary>Adds a trained tensor.</summary>
    public int Parameter(string path, TensorType type, string scope = "") => Add(scope, new Parameter(path, type));

    /// <summary>Names a node as the next result of the model.</summary>
    /// <param name="outputName">The name.</param>
    /// <param name="id">The node.</param>
    /// <param name="bytes">The bytes that callers take it as once the graph is quantized; null where it stays as it is.</param>
    public void Output(string outputName, int id, ElementType? bytes = null) => outputs.Add(new GraphOutput(outputName, id, bytes));

    /// <summary>The graph so far.</summary>
    public Graph Build() => new(name, nodes.ToArray(), outputs.ToArray());
}
