using System;
using System.ComponentModel;

namespace ModelGen.CompilerServices;

/// <summary>
/// Marks the generated method that returns the text of a link plan, and nothing else, for the build task that links it with the embedded
/// weights.
/// </summary>
/// <param name="weights">The weights file, relative to the project, with forward slashes.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinkPlanAttribute(string weights) : Attribute
{
    /// <summary>The weights file, relative to the project, with forward slashes.</summary>
    public string Weights { get; } = weights;
}
