using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Npu;

/// <summary>The memories and registers of a core.</summary>
internal sealed class NpuCore
{
    private readonly NpuRegisters[] registers = [.. Enumerable.Range(0, 5).Select(e => new NpuRegisters((NpuEngine)e))];
    private readonly List<NpuAccess> accesses = [];

    /// <summary>A core as it is before a program runs; without external memory it has registers alone, enough for time.</summary>
    public NpuCore(NpuMachine machine, NpuMemory? external, int index, bool vectors)
    {
        Machine = machine;
        Index = index;
        if (external is null)
        {
            External = null!;
            Scratchpad = Weights = Parameters = Tables = [];
            Accumulators = Array = [];
            return;
        }

        External = external;
        Vectors = vectors;
#if NET
        Products = vectors && PackedProducts.IsSupported ? new PackedProducts() : null;
#endif
        Scratchpad = new byte[machine.Scratchpad.Bytes];
        Weights = new byte[machine.WeightBytes];
        Parameters = new byte[machine.ParameterBytes];
        Tables = new byte[NpuIsa.Tables * NpuIsa.TableBytes];
        Accumulators = new int[machine.AccumulatorBytes / 4];
        Array = new int[machine.Array.Depth * machine.Array.Width];
    }

    public NpuMachine Machine { get; }

    public NpuMemory External { get; }

    public int Index { get; }

    public byte[] Scratchpad { get; }

    public byte[] Weights { get; }

    public byte[] Parameters { get; }

    public byte[] Tables { get; }

    public int[] Accumulators { get; }

    /// <summary>Whether what vectors can do is done on them.</summary>
    public bool Vectors { get; }

    /// <summary>Grows with every write to the weight buffer.</summary>
    public long WeightsVersion { get; set; }

#if NET
    /// <summary>What makes products on vectors; null where they are made one by one.</summary>
    public PackedProducts? Products { get; }
#endif

    /// <summary>The weights of PRELOAD, less their zero point: those of an output channel after those of the one before, by the depth of the tile.</summary>
    public int[] Array { get; }

    public NpuRegisters Registers(NpuEngine engine) => registers[(int)engine];

    public byte[] Bytes(NpuSpace space) => space switch
    {
        NpuSpace.Scratchpad => Scratchpad,
        NpuSpace.Weights => Weights,
        NpuSpace.Parameters => Parameters,
        NpuSpace.Tables => Tables,
        _ => throw new ArgumentOutOfRangeException(nameof(space)),
    };

    /// <summary>What an instruction reads and writes, in the order in which its operation lists it; valid until the next call.</summary>
    public List<NpuAccess> Accesses(NpuInstruction instruction, NpuPoint at)
    {
        accesses.Clear();
        instruction.Operation!.Accesses(instruction, Registers(instruction.Engine), at, accesses);
        return accesses;
    }

    /// <summary>A byte as the number that it is in its type.</summary>
    public static int Value(byte value, bool unsigned) => unsigned ? value : (sbyte)value;
}
