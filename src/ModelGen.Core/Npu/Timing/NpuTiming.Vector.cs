namespace ModelGen.Npu;

/// <content>The vector engine. A position is a row and column; its channels fill lanes of their own.</content>
public static partial class NpuTiming
{
    /// <summary>REQ.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="positions">Rows times columns.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="lookup">Whether results are looked up in a table.</param>
    public static NpuCost Requantize(NpuMachine machine, long positions, long channels, bool lookup) => new()
    {
        Work = positions * Divide(channels, machine.VectorLanes),
        VectorElements = positions * channels,
        Accumulator = positions * channels * 4,
        Parameters = (channels * NpuIsa.ParameterBytes) + (lookup ? positions * channels : 0),
        ScratchpadWritten = positions * channels,
    };

    /// <summary>VEC.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="positions">Rows times columns.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="binary">Whether it has two operands.</param>
    /// <param name="lookup">Whether it looks up a table.</param>
    public static NpuCost Vector(NpuMachine machine, long positions, long channels, bool binary, bool lookup) => new()
    {
        Work = positions * Divide(channels, machine.VectorLanes),
        VectorElements = positions * channels,
        Parameters = lookup ? positions * channels : 0,
        ScratchpadRead = positions * channels * (binary ? 2 : 1),
        ScratchpadWritten = positions * channels,
    };

    /// <summary>POOL: a position of the window a cycle.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="positions">Rows times columns of the result.</param>
    /// <param name="window">Rows times columns of the window.</param>
    /// <param name="channels">Channels.</param>
    public static NpuCost Pool(NpuMachine machine, long positions, long window, long channels) => new()
    {
        Work = positions * window * Divide(channels, machine.VectorLanes),
        VectorElements = positions * window * channels,
        ScratchpadRead = positions * window * channels,
        ScratchpadWritten = positions * channels,
    };

    /// <summary>RED.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="positions">Rows times columns of the input.</param>
    /// <param name="channels">Channels of the input.</param>
    /// <param name="overChannels">Whether it leaves a value of each position rather than of each channel.</param>
    public static NpuCost Reduce(NpuMachine machine, long positions, long channels, bool overChannels) => new()
    {
        Work = positions * Divide(channels, machine.VectorLanes),
        VectorElements = positions * channels,
        ScratchpadRead = positions * channels,
        Accumulator = 4 * (overChannels ? positions : channels),
    };

    /// <summary>MVX.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="positions">Rows times columns.</param>
    /// <param name="bytes">Bytes of a column.</param>
    /// <param name="toWeights">Whether it writes to the weight buffer.</param>
    public static NpuCost Move(NpuMachine machine, long positions, long bytes, bool toWeights) => new()
    {
        Work = positions * Divide(bytes, machine.VectorLanes),
        VectorElements = positions * bytes,
        ScratchpadRead = positions * bytes,
        ScratchpadWritten = toWeights ? 0 : positions * bytes,
        Weights = toWeights ? positions * bytes : 0,
    };
}
