using System;
using System.Linq;
using System.Runtime.InteropServices;
using Google.Protobuf;
using ModelGen.IR;
using ModelGen.Onnx.Format;
using DataType = ModelGen.Onnx.Format.TensorProto.Types.DataType;

namespace ModelGen.Onnx.Export;

/// <summary>Makes ONNX tensors and types of ours.</summary>
internal static class TensorWriter
{
    /// <summary>The ONNX element type.</summary>
    public static DataType ElementOf(ElementType element) => element switch
    {
        ElementType.Float32 => DataType.Float,
        ElementType.Int32 => DataType.Int32,
        ElementType.UInt8 => DataType.Uint8,
        ElementType.Int8 => DataType.Int8,
        _ => throw new ArgumentOutOfRangeException(nameof(element), element, "The element type has no ONNX counterpart."),
    };

    /// <summary>A tensor with its values.</summary>
    public static TensorProto Write(string name, Tensor tensor) => Write(name, ElementOf(tensor.Type.Element), [.. tensor.Shape.Select(e => (long)e)], tensor.Type.Element switch
    {
        ElementType.Float32 => MemoryMarshal.AsBytes<float>(tensor.Floats),
        ElementType.Int32 => MemoryMarshal.AsBytes<int>(tensor.Ints),
        ElementType.Int8 => MemoryMarshal.AsBytes<sbyte>(tensor.SignedBytes),
        _ => tensor.Bytes,
    });

    /// <summary>A vector of 64-bit integers: a shape, axes or repeats.</summary>
    public static TensorProto Write(string name, long[] values) => Write(name, DataType.Int64, [values.Length], MemoryMarshal.AsBytes<long>(values));

    /// <summary>The declaration of a value.</summary>
    public static ValueInfoProto Declare(string name, TensorType type)
    {
        var shape = new TensorShapeProto();
        shape.Dim.AddRange(type.Shape.Select(extent => new TensorShapeProto.Types.Dimension { DimValue = extent }));
        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)ElementOf(type.Element), Shape = shape } },
        };
    }

    private static TensorProto Write(string name, DataType type, long[] extents, ReadOnlySpan<byte> bytes)
    {
        var proto = new TensorProto { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(bytes) };
        proto.Dims.AddRange(extents);
        return proto;
    }
}
