using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Npu.Layers;
using ModelGen.Compiler.Backends.Npu.Memory;
using ModelGen.IR;

namespace ModelGen.Compiler.Backends.Npu.Lowering;

/// <summary>The layers of a program under construction.</summary>
internal sealed class LayerBuilder
{
    private readonly Dictionary<int, Node> nodes;
    private readonly ILookup<int, Node> readers;
    private readonly HashSet<int> results;
    private readonly List<ProgramLayer> layers = [];
    private readonly Dictionary<int, int> producers = [];
    private readonly Dictionary<int, int> aliases = [];
    private readonly Dictionary<int, TensorType> temporaries = [];
    private int nextId;

    /// <summary>No layers yet.</summary>
    /// <param name="graph">The quantized graph.</param>
    /// <param name="results">The values that are needed outside of the program.</param>
    /// <param name="constants">The constants of the program.</param>
    public LayerBuilder(Graph graph, IEnumerable<int> results, ConstantTable constants)
    {
        nodes = graph.ById();
        readers = graph.Readers();
        this.results = [.. results];
        Constants = constants;
        nextId = graph.Nodes.Max(n => n.Id) + 1;
    }

    /// <summary>The constants of the program.</summary>
    public ConstantTable Constants { get; }

    /// <summary>The layers in their order.</summary>
    public IReadOnlyList<ProgramLayer> Layers => layers;

    /// <summary>The values that share the bytes of another one, with that.</summary>
    public IReadOnlyDictionary<int, int> Aliases => aliases;

    /// <summary>The type of a value.</summary>
    public TensorType TypeOf(int id) => temporaries.TryGetValue(id, out TensorType type) ? type : nodes[id].Type;

    /// <summary>A value as images.</summary>
    public ImageView View(int id) => ImageView.Of(Root(id), TypeOf(id).Shape);

    /// <summary>The value whose bytes a value has.</summary>
    public int Root(int id) => aliases.TryGetValue(id, out int root) ? root : id;

    /// <summary>Whether a value is needed outside of the program.</summary>
    public bool IsResult(int id) => results.Contains(id);

    /// <summary>Whether a layer makes a value; else it comes from outside.</summary>
    public bool IsMade(int id) => producers.ContainsKey(id);

    /// <summary>A new value.</summary>
    public int Temporary(TensorType type)
    {
        temporaries.Add(nextId, type);
        return nextId++;
    }

    /// <summary>Adds a layer, of which several can write parts of one value.</summary>
    public void Add(ProgramLayer layer)
    {
        producers[layer.Result.Value] = layers.Count;
        layers.Add(layer);
    }

    /// <summary>Lets layers write operands of concatenations in their places; whether there are any.</summary>
    public bool ConcatInPlace() => Lowering.ConcatInPlace.Apply(layers, v => IsMade(v) && !results.Any(r => Root(r) == v) ? TypeOf(v).Shape.ElementCount : 0);

    /// <summary>Divides the layers between cores where their channels can be divided; all that write one value alike.</summary>
    public void Split(int cores)
    {
        HashSet<int> whole = [.. layers.Where(l => l.Split(cores) is null).Select(l => l.Result.Value)];
        for (int i = 0; i < layers.Count; i++)
        {
            layers[i] = whole.Contains(layers[i].Result.Value) ? layers[i] : layers[i].Split(cores)!;
        }
    }

    /// <summary>Lets a value share the bytes of another.</summary>
    public void Alias(int id, int other) => aliases.Add(id, Root(other));

    /// <summary>
    /// Lets an operation follow the layer that makes one of its operands, if no one else reads it and all others are there before that layer.
    /// </summary>
    /// <param name="step">The operation.</param>
    /// <param name="operand">The operand.</param>
    /// <param name="others">The values of the other operands.</param>
    public bool TryFollow(TileStep step, int operand, params int[] others)
    {
        if (results.Contains(operand) || readers[operand].Count() != 1 || !producers.TryGetValue(operand, out int index) || aliases.Values.Contains(operand)
            || !layers[index].TakesSteps || layers[index].Fit(step) is not { } fitting || layers[index].Result.Value != operand
            || others.Any(o => o == operand || (producers.TryGetValue(Root(o), out int other) && other >= index)))
        {
            return false;
        }

        producers.Remove(operand);
        layers[index].Follow(fitting);
        producers[step.Node.Id] = index;
        return true;
    }
}
