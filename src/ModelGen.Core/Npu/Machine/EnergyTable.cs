namespace ModelGen.Npu;

/// <summary>What the operations of a core cost; external memories have figures of their own.</summary>
public sealed record EnergyTable
{
    /// <summary>One int8 product added to an int32 sum.</summary>
    public required double MacPicojoules { get; init; }

    /// <summary>One element of one vector operation.</summary>
    public required double VectorPicojoules { get; init; }

    /// <summary>One byte read from the scratchpad.</summary>
    public required double ScratchpadReadPicojoulesPerByte { get; init; }

    /// <summary>One byte written to the scratchpad.</summary>
    public required double ScratchpadWritePicojoulesPerByte { get; init; }

    /// <summary>One byte read from or written to the accumulators.</summary>
    public required double AccumulatorPicojoulesPerByte { get; init; }

    /// <summary>One byte read from or written to the weight buffer.</summary>
    public required double WeightPicojoulesPerByte { get; init; }

    /// <summary>One byte read from or written to the parameters and lookup tables.</summary>
    public required double ParameterPicojoulesPerByte { get; init; }

    /// <summary>Leakage and clock tree of one core, busy or not.</summary>
    public required double StaticMilliwatts { get; init; }
}
