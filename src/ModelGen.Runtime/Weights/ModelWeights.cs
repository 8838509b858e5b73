using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using ModelGen.Linking;

namespace ModelGen;

/// <summary>
/// Named tensors: the trained parameters of a model. Immutable, and safe to share between models and threads. Names are dotted paths
/// such as <c>layer1.0.conv1.weight</c>, and orders are PyTorch's, so that its state dicts load as they are.
/// </summary>
public sealed class ModelWeights
{
    private readonly Dictionary<string, WeightTensor> tensors;

    private ModelWeights(string source, WeightTensor[] tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        Source = source;
        Metadata = metadata ?? new Dictionary<string, string>();
        Tensors = tensors;
        var entries = new SafetensorsEntry[tensors.Length];
        var names = new string[tensors.Length];
        this.tensors = new Dictionary<string, WeightTensor>(tensors.Length, StringComparer.Ordinal);
        for (int i = 0; i < tensors.Length; i++)
        {
            entries[i] = tensors[i].Entry;
            names[i] = entries[i].Name;
            this.tensors.Add(names[i], tensors[i]);
        }

        Entries = entries;
        Names = names;
    }

    /// <summary>Where the weights come from, as messages name it: a path, a resource, or a description.</summary>
    public string Source { get; }

    /// <summary>The names of the tensors, in the order of the file.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Name, element type and extents of each tensor, in the order of the file.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    /// <summary>The free-form text that the file carries.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    internal IReadOnlyList<WeightTensor> Tensors { get; }

    /// <summary>
    /// A tensor in single precision. Elements of half, bfloat16 or double precision are converted. Each call makes a new tensor; the
    /// weights themselves stay where they lie.
    /// </summary>
    /// <exception cref="ModelWeightsException">There is no such tensor, or its elements are no floating-point numbers.</exception>
    public Tensor this[string name] => tensors.TryGetValue(name, out WeightTensor? tensor)
        ? tensor.Read()
        : throw new ModelWeightsException($"There is no tensor '{name}' in {Source}.{NearMiss.Suggest(name, Names)}");

    /// <summary>Whether there is a tensor of this name.</summary>
    public bool Contains(string name) => tensors.ContainsKey(name);

    /// <summary>
    /// Opens a safetensors file. The file is memory-mapped, and stays so until the weights are collected; it must not change meanwhile.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="allowNonFinite">Whether infinities and values that are not a number are accepted.</param>
    /// <exception cref="ModelWeightsException">The file is malformed, or a value is not finite.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static ModelWeights Load(string path, bool allowNonFinite = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Read(MappedFileSource.Open(path), allowNonFinite);
    }

    /// <summary>Reads the bytes of a safetensors file, which must not change afterwards.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="allowNonFinite">Whether infinities and values that are not a number are accepted.</param>
    /// <exception cref="ModelWeightsException">The bytes are malformed, or a value is not finite.</exception>
    public static ModelWeights FromBytes(ReadOnlyMemory<byte> bytes, bool allowNonFinite = false) => Read(new MemorySource("bytes", bytes), allowNonFinite);

    /// <summary>
    /// Opens a safetensors file that was embedded as a resource, where the loader mapped it. The build embeds each ModelWeights item as
    /// <c>ModelGen/</c> followed by its path relative to the project.
    /// </summary>
    /// <param name="assembly">The assembly that holds the resource.</param>
    /// <param name="name">The name of the resource.</param>
    /// <param name="allowNonFinite">Whether infinities and values that are not a number are accepted.</param>
    /// <exception cref="ModelWeightsException">There is no such resource, it is malformed, or a value is not finite.</exception>
    public static ModelWeights FromResource(Assembly assembly, string name, bool allowNonFinite = false)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        ArgumentException.ThrowIfNullOrEmpty(name);
        Stream stream = assembly.GetManifestResourceStream(name)
            ?? throw new ModelWeightsException($"The assembly {assembly.GetName().Name} has no resource '{name}'. Is the weights file an item ModelWeights of its project?");
        if (stream is UnmanagedMemoryStream mapped)
        {
            return Read(new ResourceSource(name, mapped), allowNonFinite);
        }

        using (stream)
        {
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return Read(new MemorySource(name, bytes), allowNonFinite);
        }
    }

    /// <summary>The weights that a model's assembly embeds: those that its [Model] attribute names; none, where the model has no parameters.</summary>
    /// <typeparam name="TModel">The model class.</typeparam>
    /// <returns>The weights, or null where the attribute names none.</returns>
    /// <exception cref="ModelWeightsException">The resource is missing or malformed.</exception>
    public static ModelWeights? FindEmbedded<TModel>()
        where TModel : IModel<TModel> => TModel.Info.Parameters.Count == 0
        ? Create([])
        : typeof(TModel).GetCustomAttribute<ModelAttribute>()?.Weights is { } file ? FromResource(typeof(TModel).Assembly, EmbeddedWeights.ResourceName(file)) : null;

    /// <summary>Weights from tensors in memory.</summary>
    /// <param name="tensors">Single-precision tensors by name, which must not change afterwards.</param>
    /// <exception cref="ArgumentException">A name is empty or <c>__metadata__</c>, or a tensor is not single precision.</exception>
    public static ModelWeights Create(IEnumerable<KeyValuePair<string, Tensor>> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        return Create("memory", tensors);
    }

    /// <summary>
    /// Random weights for every parameter of a model, of a scale that keeps activations in range: He-uniform for convolutions and dense
    /// layers, normalisations near the identity with positive variances. The same seed gives the same bits on every platform.
    /// </summary>
    /// <param name="info">The model.</param>
    /// <param name="seed">Any number.</param>
    public static ModelWeights Random(ModelInfo info, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(info);
        return Create($"random weights of seed {seed}", RandomWeights.Draw(info, seed));
    }

    /// <summary>Checks that the weights hold exactly the parameters of a model; <c>num_batches_tracked</c> is ignored.</summary>
    /// <exception cref="ModelWeightsException">They do not; the message lists every missing, misshapen and unknown tensor.</exception>
    public void Check(ModelInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        Check(info.Name, info.Parameters);
    }

    /// <summary>Checks that the weights hold exactly the given parameters; <c>num_batches_tracked</c> is ignored.</summary>
    /// <param name="model">The name of the model, for messages.</param>
    /// <param name="parameters">Path and type of each, no path twice.</param>
    /// <exception cref="ModelWeightsException">They do not; the message lists every missing, misshapen and unknown tensor.</exception>
    public void Check(string model, IReadOnlyList<ParameterInfo> parameters)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(parameters);
        WeightCheck.Run(this, model, parameters);
    }

    /// <summary>Writes a safetensors file, and replaces an existing one when it is complete.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        SafetensorsWriter.Write(path, this);
    }

    internal bool TryGet(string name, out SafetensorsEntry? entry)
    {
        entry = tensors.TryGetValue(name, out WeightTensor? tensor) ? tensor.Entry : null;
        return entry is not null;
    }

    private static ModelWeights Create(string source, IEnumerable<KeyValuePair<string, Tensor>> tensors)
    {
        var list = new List<WeightTensor>();
        foreach ((string name, Tensor tensor) in tensors)
        {
            if (name is null or "" or "__metadata__")
            {
                throw new ArgumentException($"'{name}' cannot be the name of a tensor.", nameof(tensors));
            }

            if (tensor.Type.Element != ElementType.Float32)
            {
                throw new ArgumentException($"Tensor '{name}' is {tensor.Type}, but weights are f32.", nameof(tensors));
            }

            long[] extents = [.. tensor.Shape.Select(e => (long)e)];
            list.Add(new WeightTensor(new SafetensorsEntry(name, SafetensorsElement.F32, extents, 0, 4L * tensor.Shape.ElementCount), new TensorSource(source, tensor)));
        }

        return new ModelWeights(source, [.. list]);
    }

    private static ModelWeights Read(WeightSource source, bool allowNonFinite)
    {
        SafetensorsHeader header = SafetensorsHeader.Read(source);
        var tensors = new WeightTensor[header.Entries.Count];
        for (int i = 0; i < tensors.Length; i++)
        {
            tensors[i] = new WeightTensor(header.Entries[i], source);
            if (!allowNonFinite)
            {
                tensors[i].CheckFinite();
            }
        }

        return new ModelWeights($"'{source.Name}'", tensors, header.Metadata);
    }
}
