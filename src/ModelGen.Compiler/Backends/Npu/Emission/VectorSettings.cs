using ModelGen.Npu;
using ModelGen.Numerics;

namespace ModelGen.Compiler.Backends.Npu.Emission;

/// <summary>The registers of the vector engine that say what is computed, not where.</summary>
/// <param name="Rounding">How scaled values are rounded.</param>
/// <param name="AUnsigned">Whether the first operand is u8.</param>
/// <param name="AZero">Its zero point.</param>
/// <param name="AScale">Its scale: bits of a single, or a mantissa.</param>
/// <param name="AShift">The shift of a mantissa.</param>
/// <param name="BUnsigned">Whether the second operand is u8.</param>
/// <param name="BZero">Its zero point.</param>
/// <param name="BScale">Its scale.</param>
/// <param name="BShift">Its shift.</param>
/// <param name="OutZero">The zero point of the result.</param>
/// <param name="OutScale">Its scale.</param>
/// <param name="OutShift">Its shift.</param>
/// <param name="LeftShift">Bits by which fixed-point sums are shifted.</param>
/// <param name="Low">The least result.</param>
/// <param name="High">The greatest result.</param>
/// <param name="CountPadding">Whether averages count padding.</param>
internal sealed record VectorSettings(
    RoundingRule Rounding,
    bool AUnsigned = false,
    int AZero = 0,
    long AScale = 0,
    int AShift = 0,
    bool BUnsigned = false,
    int BZero = 0,
    long BScale = 0,
    int BShift = 0,
    int OutZero = 0,
    long OutScale = 0,
    int OutShift = 0,
    int LeftShift = 0,
    int Low = sbyte.MinValue,
    int High = byte.MaxValue,
    bool CountPadding = false)
{
    /// <summary>Sets what a function of two operands reads.</summary>
    public void ForBinary(InstructionStream stream, NpuVectorFunction function)
    {
        VectorRegisters r = NpuIsa.VectorRegisters;
        bool isSum = function is NpuVectorFunction.Add or NpuVectorFunction.Sub, isExtreme = function is NpuVectorFunction.Max or NpuVectorFunction.Min;
        stream.Set(r.Rounding, (long)Rounding);
        stream.Set(r.AType, AUnsigned ? 1 : 0);
        stream.Set(r.BType, BUnsigned ? 1 : 0);
        stream.Set(r.ClampLow, Low);
        stream.Set(r.ClampHigh, High);
        if (isExtreme)
        {
            return;
        }

        stream.Set(r.OutScale, OutScale);
        if (isSum)
        {
            stream.Set(r.AScale, AScale);
            stream.Set(r.BScale, BScale);
        }

        if (Rounding == RoundingRule.TfLite)
        {
            stream.Set(r.OutShift, OutShift);
            if (isSum)
            {
                stream.Set(r.AShift, AShift);
                stream.Set(r.BShift, BShift);
                stream.Set(r.LeftShift, LeftShift);
            }
        }

        // The offset of a sum of the ONNX rule has all zero points in it.
        if (!isSum || Rounding == RoundingRule.TfLite)
        {
            stream.Set(r.AZero, AZero);
            stream.Set(r.BZero, BZero);
            stream.Set(r.OutZero, OutZero);
        }
    }

    /// <summary>Sets what a pooling reads.</summary>
    public void ForPool(InstructionStream stream)
    {
        ForResult(stream);
        ForA(stream);
        stream.Set(NpuIsa.VectorRegisters.OutScale, OutScale);
        stream.Set(NpuIsa.VectorRegisters.CountPadding, CountPadding ? 1 : 0);
    }

    /// <summary>Sets what a requantization reads.</summary>
    public void ForResult(InstructionStream stream)
    {
        VectorRegisters r = NpuIsa.VectorRegisters;
        stream.Set(r.Rounding, (long)Rounding);
        stream.Set(r.OutZero, OutZero);
        stream.Set(r.ClampLow, Low);
        stream.Set(r.ClampHigh, High);
    }

    private void ForA(InstructionStream stream)
    {
        VectorRegisters r = NpuIsa.VectorRegisters;
        stream.Set(r.AType, AUnsigned ? 1 : 0);
        stream.Set(r.AZero, AZero);
        stream.Set(r.AScale, AScale);
    }
}
