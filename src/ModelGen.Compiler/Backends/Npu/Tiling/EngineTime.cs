using System;
using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Tiling;

/// <summary>Cycles that a layer keeps each engine busy, each by itself, and what the external memories have to move.</summary>
internal sealed class EngineTime(NpuMachine machine)
{
    private readonly double[] moved = new double[machine.Memories.Count];

    /// <summary>Loads of the input and of other operands.</summary>
    public double Input { get; private set; }

    /// <summary>Loads of weights and parameters.</summary>
    public double Weights { get; private set; }

    /// <summary>Loads and stores together.</summary>
    public double Transfers => Input + Weights + Store;

    /// <summary>The matrix engine.</summary>
    public double Matrix { get; private set; }

    /// <summary>The vector engine.</summary>
    public double Vector { get; private set; }

    /// <summary>The store engine.</summary>
    public double Store { get; private set; }

    /// <summary>Adds what another layer keeps the engines busy, so many times.</summary>
    public void Add(EngineTime other, double times)
    {
        Input += times * other.Input;
        Weights += times * other.Weights;
        Matrix += times * other.Matrix;
        Vector += times * other.Vector;
        Store += times * other.Store;
        for (int memory = 0; memory < moved.Length; memory++)
        {
            moved[memory] += times * other.moved[memory];
        }
    }

    /// <summary>Adds loads of activations.</summary>
    /// <param name="times">How many.</param>
    /// <param name="memory">Where from.</param>
    /// <param name="rows">Rows that are not contiguous.</param>
    /// <param name="bytes">Contiguous bytes of a row.</param>
    public void Load(double times, int memory, long rows, long bytes) => Input += times * Transfer(times, memory, rows, bytes, load: true);

    /// <summary>Adds loads of constants.</summary>
    public void LoadConstant(double times, int memory, long bytes) => Weights += times * Transfer(times, memory, 1, bytes, load: true);

    /// <summary>Adds stores.</summary>
    public void Write(double times, int memory, long rows, long bytes) => Store += times * Transfer(times, memory, rows, bytes, load: false);

    /// <summary>Adds instructions of the matrix engine.</summary>
    /// <param name="times">How many.</param>
    /// <param name="cost">What each costs.</param>
    /// <param name="input">Bytes of the scratchpad over which its input is spread.</param>
    public void Multiply(double times, in NpuCost cost, long input) => Matrix += times * NpuTiming.Alone(machine, cost, readRange: input);

    /// <summary>Adds instructions of the vector engine.</summary>
    /// <param name="times">How many.</param>
    /// <param name="cost">What each costs.</param>
    /// <param name="input">Bytes of the scratchpad over which an operand is spread; 0 if there is none.</param>
    /// <param name="result">Bytes of the scratchpad over which its result is spread; 0 if it is elsewhere.</param>
    public void Combine(double times, in NpuCost cost, long input, long result) => Vector += times * NpuTiming.Alone(machine, cost, input, result);

    /// <summary>Cycles of the layer when engines overlap as far as buffers let them.</summary>
    /// <param name="tiles">The number of tiles.</param>
    /// <param name="doubleInput">Whether the input of a tile is loaded while another is computed.</param>
    /// <param name="doubleWeights">Whether weights are.</param>
    /// <param name="doubleSums">Whether sums become bytes while others are made.</param>
    /// <param name="doubleResult">Whether results are stored while others are made.</param>
    /// <param name="waits">Cycles that the matrix engine waits for the vector engine.</param>
    public double Overlapped(double tiles, bool doubleInput, bool doubleWeights, bool doubleSums, bool doubleResult, double waits = 0)
    {
        double load = Input + Weights;
        double matrix = Matrix + waits + (doubleInput ? 0 : Input) + (doubleWeights ? 0 : Weights) + (doubleSums ? 0 : Vector);
        double vector = Vector + (doubleResult ? 0 : Store);
        double longest = Math.Max(Math.Max(load, matrix), Math.Max(vector, Store));
        if (machine.Dma.Engines == 1)
        {
            longest = Math.Max(longest, load + Store);
        }

        for (int memory = 0; memory < moved.Length; memory++)
        {
            longest = Math.Max(longest, moved[memory] / NpuTiming.BytesPerCycle(machine, memory));
        }

        // What is not hidden: the first loads and the last results; and what one layer leaves idle, its neighbours can use.
        double all = load + Matrix + Vector + Store;
        return longest + ((all - longest) * Math.Max(0.7 / Math.Max(1, tiles), 0.1));
    }

    private double Transfer(double times, int memory, long rows, long bytes, bool load)
    {
        int burst = machine.Dma.BurstBytes;
        long inBursts = rows * ((bytes + burst - 1) / burst) * burst;
        moved[memory] += times * inBursts;
        NpuCost cost = load
            ? NpuTiming.Load(machine, memory, NpuSpace.Scratchpad, inBursts, rows * bytes)
            : NpuTiming.Store(machine, memory, inBursts, rows * bytes);
        return NpuTiming.Alone(machine, cost, rows * bytes, rows * bytes);
    }
}
