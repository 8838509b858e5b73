using System;

namespace ModelGen;

/// <summary>
/// Gives a layer or module field another name in the weights file than its identifier, relative to the path of the class that holds
/// it. A dotted name such as <c>features.0</c> adds several segments.
/// </summary>
/// <param name="path">The name, not empty.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class NameAttribute(string path) : Attribute
{
    /// <summary>The name.</summary>
    public string Path { get; } = path;
}
