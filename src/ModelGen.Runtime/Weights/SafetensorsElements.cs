using System;
using System.Collections.Generic;

namespace ModelGen;

/// <summary>Facts about the element types of the safetensors format.</summary>
internal static class SafetensorsElements
{
    private static readonly Dictionary<string, SafetensorsElement> ByName = new(StringComparer.Ordinal)
    {
        ["BOOL"] = SafetensorsElement.Bool,
        ["U8"] = SafetensorsElement.U8,
        ["I8"] = SafetensorsElement.I8,
        ["F8_E5M2"] = SafetensorsElement.F8E5M2,
        ["F8_E4M3"] = SafetensorsElement.F8E4M3,
        ["I16"] = SafetensorsElement.I16,
        ["U16"] = SafetensorsElement.U16,
        ["F16"] = SafetensorsElement.F16,
        ["BF16"] = SafetensorsElement.BF16,
        ["I32"] = SafetensorsElement.I32,
        ["U32"] = SafetensorsElement.U32,
        ["F32"] = SafetensorsElement.F32,
        ["F64"] = SafetensorsElement.F64,
        ["I64"] = SafetensorsElement.I64,
        ["U64"] = SafetensorsElement.U64,
    };

    public static bool TryParse(string name, out SafetensorsElement element) => ByName.TryGetValue(name, out element);

    /// <summary>The name in the file, as in <c>F32</c>.</summary>
    public static string NameOf(SafetensorsElement element) => element switch
    {
        SafetensorsElement.Bool => "BOOL",
        SafetensorsElement.F8E5M2 => "F8_E5M2",
        SafetensorsElement.F8E4M3 => "F8_E4M3",
        _ => element.ToString(),
    };

    public static int SizeInBytes(SafetensorsElement element) => element switch
    {
        <= SafetensorsElement.F8E4M3 => 1,
        <= SafetensorsElement.BF16 => 2,
        <= SafetensorsElement.F32 => 4,
        _ => 8,
    };

    /// <summary>Whether the elements can be read as single precision.</summary>
    public static bool IsFloat(SafetensorsElement element) =>
        element is SafetensorsElement.F16 or SafetensorsElement.BF16 or SafetensorsElement.F32 or SafetensorsElement.F64;
}
