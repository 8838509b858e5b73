using System;
using System.Collections.Generic;
using System.Globalization;
using System.Reflection;

namespace ModelGen;

/// <summary>A place in the tree of parameter names: the weights, and the dotted path of the layer or module to bind.</summary>
public sealed class ParameterScope
{
    private readonly WeightsReference weights;

    /// <summary>The root of the names of some weights.</summary>
    public ParameterScope(ModelWeights weights)
        : this(new WeightsReference(weights ?? throw new ArgumentNullException(nameof(weights))), "")
    {
    }

    /// <summary>The root of the names of embedded weights, which are read when the first tensor is asked for.</summary>
    /// <param name="assembly">The assembly that holds the resource.</param>
    /// <param name="resource">The name of the resource.</param>
    public ParameterScope(Assembly assembly, string resource)
        : this(new WeightsReference(assembly, resource), "")
    {
        ArgumentNullException.ThrowIfNull(assembly);
        ArgumentException.ThrowIfNullOrEmpty(resource);
    }

    private ParameterScope(WeightsReference weights, string path)
    {
        this.weights = weights;
        Path = path;
    }

    /// <summary>The weights that names refer to; embedded ones are read at the first call.</summary>
    /// <exception cref="ModelWeightsException">There is no such resource, it is malformed, or a value is not finite.</exception>
    public ModelWeights Weights => weights.Value;

    /// <summary>The dotted path, empty at the root.</summary>
    public string Path { get; }

    /// <summary>The plane that a dense layer here was trained on, flattened channels first; null when it takes its input as it is.</summary>
    internal (int Height, int Width, int Channels)? ChannelsFirstInput { get; private init; }

    /// <summary>The scope of a field.</summary>
    /// <param name="segment">The field's name, or the dotted name that [Name] gives it.</param>
    public ParameterScope Enter(string segment)
    {
        ArgumentException.ThrowIfNullOrEmpty(segment);
        return new ParameterScope(weights, Join(segment));
    }

    /// <summary>The scope of an element of a list.</summary>
    public ParameterScope Enter(int index) => Enter(index.ToString(CultureInfo.InvariantCulture));

    /// <summary>Gives a field its parameters.</summary>
    /// <param name="segment">The field's name, or the dotted name that [Name] gives it.</param>
    /// <param name="child">Its value; nothing is done for null.</param>
    public void Bind(string segment, IParameterized? child) => child?.Bind(Enter(segment));

    /// <summary>Gives the elements of a list their parameters; the index of each is a further segment of its path.</summary>
    /// <param name="segment">The field's name, or the dotted name that [Name] gives it.</param>
    /// <param name="children">The elements; null is skipped, but counted.</param>
    public void BindEach(string segment, IEnumerable<IParameterized?>? children)
    {
        int index = 0;
        foreach (IParameterized? child in children ?? [])
        {
            child?.Bind(Enter(segment).Enter(index));
            index++;
        }
    }

    /// <summary>Gives a dense layer with [ChannelsFirstInput] its parameters: its columns are in (channels, height, width) order.</summary>
    /// <param name="segment">The field's name, or the dotted name that [Name] gives it.</param>
    /// <param name="child">The layer; nothing is done for null.</param>
    /// <param name="height">The height of the plane before it was flattened.</param>
    /// <param name="width">Its width.</param>
    /// <param name="channels">Its channels.</param>
    public void BindChannelsFirst(string segment, Dense? child, int height, int width, int channels) =>
        child?.Bind(new ParameterScope(weights, Enter(segment).Path) { ChannelsFirstInput = (height, width, channels) });

    /// <summary>A tensor below this path, or the tensor of this very path when <paramref name="name"/> is empty.</summary>
    /// <exception cref="ModelWeightsException">There is none, or its elements are no floating-point numbers.</exception>
    public Tensor Require(string name) => weights.Value[Join(name)];

    /// <summary>A tensor below this path, or null when there is none.</summary>
    /// <exception cref="ModelWeightsException">Its elements are no floating-point numbers.</exception>
    public Tensor? Optional(string name) => weights.Value.Contains(Join(name)) ? Require(name) : null;

    private string Join(string name) => Path.Length == 0 || name.Length == 0 ? Path + name : Path + "." + name;
}
