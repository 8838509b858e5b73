using System;

namespace ModelGen;

/// <summary>
/// Says of a <see cref="Dense"/> field that its weights were trained on a flattened (channels, height, width) plane, as PyTorch has
/// it: its columns are permuted at load, so that it takes a plane flattened in (height, width, channels) order.
/// </summary>
/// <param name="height">The height of the plane before it was flattened.</param>
/// <param name="width">Its width.</param>
/// <param name="channels">Its channels.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ChannelsFirstInputAttribute(int height, int width, int channels) : Attribute
{
    /// <summary>The height of the plane before it was flattened.</summary>
    public int Height { get; } = height;

    /// <summary>The width of the plane.</summary>
    public int Width { get; } = width;

    /// <summary>The channels of the plane.</summary>
    public int Channels { get; } = channels;
}
