using System.Collections.Generic;

namespace ModelGen.Generator.Pipeline;

/// <summary>
/// The results of the last compilations, in front of the expensive part. The incremental pipeline remembers one result a model; this
/// one serves an edit that is undone, and the same model in several target frameworks or projects of one compiler process.
/// </summary>
/// <param name="capacity">The results kept; the one unused for longest goes first.</param>
internal sealed class CompileCache(int capacity)
{
    private readonly object gate = new();
    private readonly Dictionary<Network, LinkedListNode<Entry>> entries = [];
    private readonly LinkedList<Entry> byUse = new();

    /// <summary>The result for an equal network, or null.</summary>
    public KernelSource? Find(Network network)
    {
        lock (gate)
        {
            if (!entries.TryGetValue(network, out LinkedListNode<Entry>? node))
            {
                return null;
            }

            byUse.Remove(node);
            byUse.AddFirst(node);
            return node.Value.Result;
        }
    }

    /// <summary>Keeps a result.</summary>
    public void Add(Network network, KernelSource result)
    {
        lock (gate)
        {
            if (entries.ContainsKey(network))
            {
                return;
            }

            entries.Add(network, byUse.AddFirst(new Entry(network, result)));
            if (entries.Count > capacity)
            {
                entries.Remove(byUse.Last!.Value.Network);
                byUse.RemoveLast();
            }
        }
    }

    private readonly struct Entry(Network network, KernelSource result)
    {
        public Network Network { get; } = network;

        public KernelSource Result { get; } = result;
    }
}
