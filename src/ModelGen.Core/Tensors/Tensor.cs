using System;
using ModelGen.IR;

namespace ModelGen;

/// <summary>
/// A dense tensor, outermost axis first, as eager execution passes it around. Inside a model axis 0 is the batch and images are
/// (N, H, W, C).
/// </summary>
public sealed partial class Tensor
{
    private readonly Array data;

    /// <summary>A single-precision tensor; takes ownership of <paramref name="values"/>.</summary>
    /// <exception cref="ArgumentException">The number of values is not that of the shape.</exception>
    public Tensor(Shape shape, float[] values)
        : this(new TensorType(ElementType.Float32, shape), values)
    {
    }

    /// <summary>A tensor of 32-bit integers; takes ownership of <paramref name="values"/>.</summary>
    /// <exception cref="ArgumentException">The number of values is not that of the shape.</exception>
    public Tensor(Shape shape, int[] values)
        : this(new TensorType(ElementType.Int32, shape), values)
    {
    }

    /// <summary>A tensor of bytes; takes ownership of <paramref name="values"/>.</summary>
    /// <exception cref="ArgumentException">The number of values is not that of the shape.</exception>
    public Tensor(Shape shape, byte[] values)
        : this(new TensorType(ElementType.UInt8, shape), values)
    {
    }

    /// <summary>A tensor of signed bytes; takes ownership of <paramref name="values"/>.</summary>
    /// <exception cref="ArgumentException">The number of values is not that of the shape.</exception>
    public Tensor(Shape shape, sbyte[] values)
        : this(new TensorType(ElementType.Int8, shape), values)
    {
    }

    private Tensor(TensorType type, Array values)
    {
        if (values.Length != type.Shape.ElementCount)
        {
            throw new ArgumentException($"A tensor of shape {type.Shape} holds {type.Shape.ElementCount} values, but {values.Length} were given.", nameof(values));
        }

        Type = type;
        data = values;
    }

    /// <summary>Element type and shape.</summary>
    public TensorType Type { get; }

    /// <summary>The extents, outermost first.</summary>
    public Shape Shape => Type.Shape;

    /// <summary>The values, outermost axis first. Not a copy: a tensor is not changed once it was made.</summary>
    /// <exception cref="InvalidOperationException">The elements are not single precision.</exception>
    public float[] Floats => As<float>();

    /// <summary>The values, outermost axis first. Not a copy.</summary>
    /// <exception cref="InvalidOperationException">The elements are not 32-bit integers.</exception>
    public int[] Ints => As<int>();

    /// <summary>The values, outermost axis first. Not a copy.</summary>
    /// <exception cref="InvalidOperationException">The elements are not bytes.</exception>
    public byte[] Bytes => As<byte>();

    /// <summary>The values, outermost axis first. Not a copy.</summary>
    /// <exception cref="InvalidOperationException">The elements are not signed bytes.</exception>
    public sbyte[] SignedBytes => As<sbyte>();

    /// <summary>One single-precision element by its index on each axis.</summary>
    public float this[params int[] index]
    {
        get
        {
            if (index.Length != Shape.Rank)
            {
                throw new ArgumentException($"An element of a tensor of shape {Shape} has {Shape.Rank} indices, but {index.Length} were given.", nameof(index));
            }

            int offset = 0;
            for (int axis = 0; axis < index.Length; axis++)
            {
                if ((uint)index[axis] >= (uint)Shape[axis])
                {
                    throw new ArgumentOutOfRangeException(nameof(index), $"Index {index[axis]} on axis {axis} is outside of shape {Shape}.");
                }

                offset = (offset * Shape[axis]) + index[axis];
            }

            return Floats[offset];
        }
    }

    /// <summary>The same values under another shape of as many elements. Shares the data.</summary>
    /// <exception cref="ArgumentException">The number of elements differs.</exception>
    public Tensor WithShape(Shape shape) => new(new TensorType(Type.Element, shape), data);

    /// <summary>The values as they are stored.</summary>
    internal Array Data => data;

    /// <summary>A tensor over <paramref name="values"/>, an array of the element type.</summary>
    internal static Tensor Over(TensorType type, Array values) => new(type, values);

    /// <summary>An array of zeros for the elements of a tensor.</summary>
    internal static Array Zeros(TensorType type) => type.Element switch
    {
        ElementType.Float32 => new float[type.Shape.ElementCount],
        ElementType.Int32 => new int[type.Shape.ElementCount],
        ElementType.UInt8 => new byte[type.Shape.ElementCount],
        _ => new sbyte[type.Shape.ElementCount],
    };

    /// <summary>The values of a tensor that is not of 32-bit integers, in single precision, exactly.</summary>
    internal float[] ToFloats() => Type.Element switch
    {
        ElementType.UInt8 => Array.ConvertAll(Bytes, v => (float)v),
        ElementType.Int8 => Array.ConvertAll(SignedBytes, v => (float)v),
        _ => Floats,
    };

    /// <summary>A tensor of single precision or bytes; values for bytes are whole and in their range.</summary>
    internal static Tensor FromFloats(TensorType type, float[] values) => type.Element switch
    {
        ElementType.UInt8 => new Tensor(type.Shape, Array.ConvertAll(values, v => (byte)v)),
        ElementType.Int8 => new Tensor(type.Shape, Array.ConvertAll(values, v => (sbyte)v)),
        _ => new Tensor(type.Shape, values),
    };

    /// <summary>The values of a tensor of bytes.</summary>
    internal int[] ToInts() => Type.Element == ElementType.UInt8 ? Array.ConvertAll(Bytes, v => (int)v) : Array.ConvertAll(SignedBytes, v => (int)v);

    /// <summary>A tensor of bytes; values are in their range.</summary>
    internal static Tensor FromInts(TensorType type, int[] values) => type.Element == ElementType.UInt8
        ? new Tensor(type.Shape, Array.ConvertAll(values, v => (byte)v))
        : new Tensor(type.Shape, Array.ConvertAll(values, v => (sbyte)v));

    // The runtime lets an sbyte[] pass for a byte[]: only the exact type tells.
    private T[] As<T>() =>
        data.GetType() == typeof(T[]) ? (T[])data : throw new InvalidOperationException($"The tensor {Type} does not hold elements of type {typeof(T).Name}.");
}
