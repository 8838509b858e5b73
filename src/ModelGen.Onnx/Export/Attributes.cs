using System.Linq;
using Google.Protobuf;
using ModelGen.Onnx.Format;
using AttributeType = ModelGen.Onnx.Format.AttributeProto.Types.AttributeType;

namespace ModelGen.Onnx.Export;

/// <summary>Makes the attributes of ONNX nodes.</summary>
internal static class Attributes
{
    /// <summary>An integer.</summary>
    public static AttributeProto Int(string name, long value) => new() { Name = name, Type = AttributeType.Int, I = value };

    /// <summary>A list of integers.</summary>
    public static AttributeProto Ints(string name, params int[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeType.Ints };
        attribute.Ints.AddRange(values.Select(v => (long)v));
        return attribute;
    }

    /// <summary>A single-precision number.</summary>
    public static AttributeProto Float(string name, float value) => new() { Name = name, Type = AttributeType.Float, F = value };

    /// <summary>A string.</summary>
    public static AttributeProto Text(string name, string value) => new() { Name = name, Type = AttributeType.String, S = ByteString.CopyFromUtf8(value) };

    /// <summary>Height, then width.</summary>
    public static AttributeProto Size(string name, Size2D value) => Ints(name, value.Height, value.Width);

    /// <summary>The <c>pads</c> of a window: the begins of both axes, then the ends.</summary>
    public static AttributeProto Pads(Pads value) => Ints("pads", value.Top, value.Left, value.Bottom, value.Right);
}
