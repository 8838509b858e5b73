using System;

namespace ModelGen;

/// <summary>The bytes of a weights file, wherever they lie.</summary>
/// <param name="name">What messages call it: a path or a resource name.</param>
internal abstract class WeightSource(string name)
{
    /// <summary>What messages call it.</summary>
    public string Name { get; } = name;

    /// <summary>The number of bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Copies the bytes from <paramref name="offset"/> on; the range lies within <see cref="Length"/>.</summary>
    public abstract void Read(long offset, Span<byte> destination);

    /// <summary>The error that the source is malformed for a reason, which ends in a full stop.</summary>
    public ModelWeightsException Malformed(string reason, Exception? cause = null)
    {
        string message = $"The weights in '{Name}' cannot be read: {reason}";
        return cause is null ? new ModelWeightsException(message) : new ModelWeightsException(message, cause);
    }
}
