using System;
using ModelGen.Numerics;

namespace ModelGen.Calibration;

/// <summary>The names that profiles have for things.</summary>
internal static class ProfileNames
{
    /// <summary>The version of the text form.</summary>
    public const int Version = 1;

    public static string Of(RoundingRule rule) => rule switch
    {
        RoundingRule.Onnx => "onnx",
        RoundingRule.TfLite => "tflite",
        _ => throw new ArgumentOutOfRangeException(nameof(rule)),
    };

    public static RoundingRule? Rounding(string name) => name switch { "onnx" => RoundingRule.Onnx, "tflite" => RoundingRule.TfLite, _ => null };

    public static ElementType? Element(string name) => name switch { "u8" => ElementType.UInt8, "i8" => ElementType.Int8, _ => null };
}
