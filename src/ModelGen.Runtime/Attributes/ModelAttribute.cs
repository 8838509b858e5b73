using System;

namespace ModelGen;

/// <summary>
/// Marks a partial class whose <c>Forward</c> method defines a network. The generator adds <c>Info</c>, <c>Create</c>, <c>Run</c> and
/// <c>CreateContext</c> to it.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ModelAttribute : Attribute
{
    /// <summary>The safetensors file with the weights, relative to the project; null when weights are given at run time only.</summary>
    public string? Weights { get; set; }

    /// <summary>The calibration file, relative to the project; null when there is none.</summary>
    public string? Calibration { get; set; }

    /// <summary>The number of samples that one run takes, at least 1: the extent of axis 0 of every input and output.</summary>
    public int Batch { get; set; } = 1;
}
