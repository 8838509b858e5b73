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

    /// <summary>
    /// The calibration file (<c>*.calibration.json</c>) of the model, relative to the project, which the build checks; null when there is
    /// none.
    /// </summary>
    public string? Calibration { get; set; }

    /// <summary>
    /// Whether a model with a calibration keeps its kernels in single precision beside the quantized ones, so that
    /// <see cref="ModelOptions.Precision"/> chooses between them when it is created.
    /// </summary>
    public bool KeepFloat { get; set; }

    /// <summary>The number of samples that one run takes, at least 1: the extent of axis 0 of every input and output.</summary>
    public int Batch { get; set; } = 1;
}
