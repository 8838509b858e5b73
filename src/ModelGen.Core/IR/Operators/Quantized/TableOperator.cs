using System;
using System.Collections.Generic;
using ModelGen.Calibration;

namespace ModelGen.IR.Operators;

/// <summary>A function of one byte, u8 or i8, to another: a table of 256 entries.</summary>
/// <param name="Element">The element type of the result: UInt8 or Int8.</param>
public abstract record TableOperator(ElementType Element) : Operator
{
    /// <summary>The results as raw bytes, by the raw byte of the input.</summary>
    /// <param name="input">The element type of the input, UInt8 or Int8: it says which value a raw byte is.</param>
    /// <exception cref="ArgumentOutOfRangeException">The input, or the result, is of another element type, or the scales lead out of range.</exception>
    public byte[] Table(ElementType input)
    {
        int least = AffineRange.Minimum(input);
        Func<int, int> function = ByteFunction();
        var table = new byte[256];
        for (int value = least; value <= least + byte.MaxValue; value++)
        {
            table[unchecked((byte)value)] = unchecked((byte)function(value));
        }

        return table;
    }

    /// <inheritdoc/>
    public sealed override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output)
    {
        byte[] table = Table(inputs[0].Type.Element);
        int[] results = Array.ConvertAll(inputs[0].ToInts(), x => output.Element == ElementType.UInt8 ? table[(byte)x] : (int)(sbyte)table[(byte)x]);
        return Tensor.FromInts(output, results);
    }

    /// <summary>From a quantized value to another, within the range of the element type.</summary>
    private protected abstract Func<int, int> ByteFunction();
}
