using System;
using System.Linq;
using ModelGen.Json;
using ModelGen.Numerics;

namespace ModelGen.Calibration;

/// <summary>
/// How the activations of a model are quantized: the result of calibration, kept beside the model as a small reviewable file.
/// <code>
/// {
///   "version": 1,
///   "model": "DigitClassifier",
///   "method": "entropy",
///   "element": "u8",
///   "rounding": "onnx",
///   "tensors": {
///     "conv1/Conv2D": { "min": 0, "max": 3.25, "scale": 0.0127450982, "zeroPoint": 0 },
///     "input:image": { "min": 0, "max": 1, "scale": 0.00392156886, "zeroPoint": 0 }
///   }
/// }
/// </code>
/// </summary>
/// <param name="Model">The name of the model's class.</param>
/// <param name="Method">How ranges were found, in words.</param>
/// <param name="Element">The element type of quantized activations: UInt8 or Int8.</param>
/// <param name="Rounding">The rounding rule of the quantized model.</param>
/// <param name="Tensors">The calibrated tensors, no key twice; kept sorted by key.</param>
/// <exception cref="ArgumentException">A key occurs twice.</exception>
public sealed record CalibrationProfile(string Model, string Method, ElementType Element, RoundingRule Rounding, EquatableArray<TensorCalibration> Tensors)
{
    /// <summary>The calibrated tensors, sorted by key.</summary>
    public EquatableArray<TensorCalibration> Tensors { get; init => field = Sorted(value, t => t.Key); } = Sorted(Tensors, t => t.Key);

    /// <summary>
    /// The factors of cross-layer equalization, sorted by key: each output channel of the layer is divided by its factor, and the next
    /// layers' weights for that channel are multiplied by it. The ranges of the profile are those of the equalized model.
    /// </summary>
    public EquatableArray<ChannelValues> Equalization { get; init => field = Sorted(value, l => l.Key); }

    /// <summary>What is added to the bias of each output channel of a layer, in real values, sorted by key.</summary>
    public EquatableArray<ChannelValues> BiasCorrections { get; init => field = Sorted(value, l => l.Key); }

    /// <summary>The calibration of the tensor with that key, or null.</summary>
    public TensorCalibration? Find(string key)
    {
        int low = 0, high = Tensors.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            int order = string.CompareOrdinal(Tensors[middle].Key, key);
            if (order == 0)
            {
                return Tensors[middle];
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }

    /// <summary>The text form, with line feeds only. The same profile gives the same text in every culture and on every platform.</summary>
    public string Print() => ProfileWriter.Write(this);

    /// <summary>Restores a profile from its text form.</summary>
    /// <exception cref="JsonFormatException">The text is malformed.</exception>
    public static CalibrationProfile Parse(string text) => new ProfileReader(text).Read();

    private static EquatableArray<T> Sorted<T>(EquatableArray<T> items, Func<T, string> key)
        where T : IEquatable<T>
    {
        T[] sorted = [.. items.OrderBy(key, StringComparer.Ordinal)];
        for (int i = 1; i < sorted.Length; i++)
        {
            if (key(sorted[i]) == key(sorted[i - 1]))
            {
                throw new ArgumentException($"The key '{key(sorted[i])}' occurs twice.");
            }
        }

        return sorted;
    }
}
