using System;

namespace ModelGen;

/// <summary>Names a back end that a model is compiled for. Without one, a model is compiled for the CPU.</summary>
/// <param name="backend">The back end.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class TargetAttribute(Backend backend) : Attribute
{
    /// <summary>The back end.</summary>
    public Backend Backend { get; } = backend;

    /// <summary>The name of a machine configuration of that back end; null for its default.</summary>
    public string? Preset { get; set; }
}
