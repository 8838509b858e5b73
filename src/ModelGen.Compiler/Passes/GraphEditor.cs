using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// A graph under rewriting. Keeps topological order, the readers of every node, and which nodes are constant; a node that nobody
/// reads any more is removed at once (inputs of the model stay), so that reader counts never include dead nodes.
/// </summary>
public sealed class GraphEditor
{
    private readonly string name;
    private readonly GraphOutput[] outputs;
    private readonly LinkedList<int> order = new();
    private readonly Dictionary<int, Entry> entries = [];
    private int nextId;

    /// <summary>Starts from <paramref name="graph"/>, which is valid.</summary>
    public GraphEditor(Graph graph)
    {
        name = graph.Name;
        outputs = graph.Outputs.ToArray();
        foreach (Node node in graph.Nodes)
        {
            Insert(node, order.AddLast(node.Id));
            nextId = Math.Max(nextId, node.Id + 1);
        }
    }

    /// <summary>The node of the given id.</summary>
    public Node this[int id] => entries[id].Node;

    /// <summary>The node of the given id, or null when it was removed.</summary>
    public Node? Find(int id) => entries.TryGetValue(id, out Entry? entry) ? entry.Node : null;

    /// <summary>The ids in topological order, as they are now.</summary>
    public int[] Order() => [.. order];

    /// <summary>The node that yields an input of <paramref name="node"/>.</summary>
    public Node Operand(Node node, int index) => entries[node.Inputs[index]].Node;

    /// <summary>The nodes that yield the inputs of <paramref name="node"/>.</summary>
    public Node[] Operands(Node node) => [.. node.Inputs.Select(i => entries[i].Node)];

    /// <summary>Whether the value depends on parameters and literals only, so that it is known when weights are linked.</summary>
    public bool IsConstant(Node node) => entries[node.Id].IsConstant;

    /// <summary>Whether the value is a result of the graph.</summary>
    public bool IsOutput(Node node) => outputs.Any(o => o.Node == node.Id);

    /// <summary>Whether <paramref name="reader"/> alone reads the value (once or more) and it is no result of the graph.</summary>
    public bool IsReadOnlyBy(Node node, Node reader) => entries[node.Id].Readers.All(r => r == reader.Id) && !IsOutput(node);

    /// <summary>Whether one node alone reads the value, once, and it is no result of the graph.</summary>
    public bool HasSingleReader(Node node) => entries[node.Id].Readers.Count == 1 && !IsOutput(node);

    /// <summary>Whether <paramref name="first"/> comes before <paramref name="second"/> in the order of the graph.</summary>
    public bool IsBefore(Node first, Node second)
    {
        if (first.Id == second.Id)
        {
            return false;
        }

        for (LinkedListNode<int>? at = entries[first.Id].Position.Next; at is not null; at = at.Next)
        {
            if (at.Value == second.Id)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds a node directly before <paramref name="before"/>, in its scope, and infers its type.</summary>
    /// <exception cref="InvalidOperationException">The shape rule refuses the inputs: a rule lacks a precondition.</exception>
    public Node Add(Operator op, Node before, params Node[] inputs)
    {
        TensorType type = op.Infer([.. inputs.Select(i => i.Type)]).Type;
        var node = new Node(nextId++, op, inputs.Select(i => i.Id).ToArray(), type, before.Scope);
        Insert(node, order.AddBefore(entries[before.Id].Position, node.Id));
        return node;
    }

    /// <summary>
    /// Puts another operation in the place of <paramref name="node"/>, under its id, with <paramref name="inputs"/> that come before
    /// it. The type of the result stays.
    /// </summary>
    /// <exception cref="InvalidOperationException">The type would change: a rule lacks a precondition.</exception>
    public Node Replace(Node node, Operator op, IReadOnlyList<Node> inputs, string? scope = null)
    {
        TensorType type = op.Infer([.. inputs.Select(i => i.Type)]).Type;
        if (type != node.Type)
        {
            throw new InvalidOperationException($"{op.Name} in place of {node.Operator.Name} %{node.Id} would change its type from {node.Type} to {type}.");
        }

        Entry entry = entries[node.Id];
        var replaced = new Node(node.Id, op, inputs.Select(i => i.Id).ToArray(), type, scope ?? node.Scope);
        entry.Node = replaced;
        foreach (Node input in inputs)
        {
            entries[input.Id].Readers.Add(node.Id);
        }

        entry.IsConstant = ComputeConstant(replaced);
        foreach (int input in node.Inputs)
        {
            Release(input, node.Id);
        }

        return replaced;
    }

    /// <summary>Makes all readers of <paramref name="node"/> read <paramref name="other"/>, which comes before them, and drops the node.</summary>
    /// <exception cref="InvalidOperationException">The types differ: a rule lacks a precondition.</exception>
    public void Redirect(Node node, Node other)
    {
        if (node.Type != other.Type)
        {
            throw new InvalidOperationException($"%{node.Id} of type {node.Type} cannot be replaced by %{other.Id} of type {other.Type}.");
        }

        foreach (int reader in entries[node.Id].Readers.Distinct().ToArray())
        {
            Entry entry = entries[reader];
            entries[other.Id].Readers.AddRange(entry.Node.Inputs.Where(i => i == node.Id).Select(_ => reader));
            entry.Node = entry.Node with { Inputs = entry.Node.Inputs.Select(i => i == node.Id ? other.Id : i).ToArray() };
        }

        for (int i = 0; i < outputs.Length; i++)
        {
            if (outputs[i].Node == node.Id)
            {
                outputs[i] = outputs[i] with { Node = other.Id };
            }
        }

        entries[node.Id].Readers.Clear();
        RemoveIfDead(node.Id);
    }

    /// <summary>Removes a node that nobody reads, and what only it read; false when the value is needed or is an input of the model.</summary>
    public bool TryRemove(Node node)
    {
        RemoveIfDead(node.Id);
        return !entries.ContainsKey(node.Id);
    }

    /// <summary>The graph as it is now.</summary>
    public Graph ToGraph() => new(name, order.Select(id => entries[id].Node).ToArray(), (GraphOutput[])outputs.Clone());

    private void Insert(Node node, LinkedListNode<int> position)
    {
        foreach (int input in node.Inputs)
        {
            entries[input].Readers.Add(node.Id);
        }

        entries.Add(node.Id, new Entry(node, position, ComputeConstant(node)));
    }

    private bool ComputeConstant(Node node) => node.Operator is not Input && node.Inputs.All(i => entries[i].IsConstant);

    private void Release(int id, int reader)
    {
        entries[id].Readers.Remove(reader);
        RemoveIfDead(id);
    }

    private void RemoveIfDead(int id)
    {
        Entry entry = entries[id];
        if (entry.Readers.Count > 0 || entry.Node.Operator is Input || IsOutput(entry.Node))
        {
            return;
        }

        entries.Remove(id);
        order.Remove(entry.Position);
        foreach (int input in entry.Node.Inputs)
        {
            Release(input, id);
        }
    }

    private sealed class Entry(Node node, LinkedListNode<int> position, bool isConstant)
    {
        public Node Node { get; set; } = node;

        public LinkedListNode<int> Position { get; } = position;

        public bool IsConstant { get; set; } = isConstant;

        public List<int> Readers { get; } = [];
    }
}
