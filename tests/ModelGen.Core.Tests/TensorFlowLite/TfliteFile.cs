using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Google.FlatBuffers;

namespace ModelGen.Core.Tests.TensorFlowLite;

/// <summary>The tensors of the first subgraph of a TensorFlow Lite file (schema.fbs, version 3), by index.</summary>
internal static class TfliteFile
{
    /// <summary>The fields of the tables that are read, by their place in the schema.</summary>
    private const int ModelSubgraphs = 2, ModelBuffers = 4, SubgraphTensors = 0, TensorShape = 0, TensorBuffer = 2, TensorQuantization = 4;
    private const int QuantizationScale = 2, QuantizationZeroPoint = 3, BufferData = 0;

    public static TfliteTensor[] Read(string path)
    {
        var bytes = new ByteBuffer(File.ReadAllBytes(path));
        var model = new Table(bytes.GetInt(bytes.Position) + bytes.Position, bytes);
        Table[] buffers = [.. Tables(model, ModelBuffers)];
        return [.. Tables(Tables(model, ModelSubgraphs).First(), SubgraphTensors).Select(tensor =>
        {
            Table? quantization = Child(tensor, TensorQuantization);
            int buffer = Offset(tensor, TensorBuffer) is > 0 and int at ? bytes.GetInt(tensor.bb_pos + at) : 0;
            return new TfliteTensor(
                Vector(tensor, TensorShape, sizeof(int), bytes.GetInt),
                quantization is { } scales ? Vector(scales, QuantizationScale, sizeof(float), bytes.GetFloat) : [],
                quantization is { } zeroes ? [.. Vector(zeroes, QuantizationZeroPoint, sizeof(long), bytes.GetLong).Select(z => (int)z)] : [],
                Vector(buffers[buffer], BufferData, sizeof(byte), bytes.Get));
        })];
    }

    private static int Offset(Table table, int field) => table.__offset(4 + (2 * field));

    private static Table? Child(Table table, int field) => Offset(table, field) is > 0 and int at ? new Table(table.__indirect(table.bb_pos + at), table.bb) : null;

    private static IEnumerable<Table> Tables(Table table, int field)
    {
        int at = Offset(table, field);
        return at == 0 ? [] : Enumerable.Range(0, table.__vector_len(at)).Select(i => new Table(table.__indirect(table.__vector(at) + (i * sizeof(int))), table.bb));
    }

    private static T[] Vector<T>(Table table, int field, int size, Func<int, T> read)
    {
        int at = Offset(table, field);
        return at == 0 ? [] : [.. Enumerable.Range(0, table.__vector_len(at)).Select(i => read(table.__vector(at) + (i * size)))];
    }
}

/// <summary>A tensor of a file.</summary>
/// <param name="Shape">Its extents.</param>
/// <param name="Scales">One scale, or one for each output channel; none without quantization.</param>
/// <param name="ZeroPoints">As many zero points.</param>
/// <param name="Data">The little-endian values of a constant; empty for others.</param>
internal sealed record TfliteTensor(int[] Shape, float[] Scales, int[] ZeroPoints, byte[] Data)
{
    /// <summary>The quantization of an activation.</summary>
    public Quantization Quantization => new(Scales.Single(), ZeroPoints.Single());

    /// <summary>A constant of 32-bit integers.</summary>
    public int[] Integers => [.. Enumerable.Range(0, Data.Length / sizeof(int)).Select(i => BitConverter.ToInt32(Data, i * sizeof(int)))];

    /// <summary>Signed bytes as a tensor of this shape.</summary>
    public Tensor Signed(byte[] values) => new(new Shape(Shape), Array.ConvertAll(values, v => (sbyte)v));
}
