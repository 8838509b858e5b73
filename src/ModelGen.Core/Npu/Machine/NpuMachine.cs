using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Npu;

/// <summary>
/// A machine that programs are made for and run on: every figure in it changes cycles, energy or what fits. See docs/npu-presets.md.
/// </summary>
public sealed record NpuMachine
{
    /// <summary>The name: lower-case letters, digits, '-', '.' and '_'. It is no part of <see cref="Hash"/>.</summary>
    public required string Name { get; init; }

    /// <summary>Cycles per second.</summary>
    public required long ClockHertz { get; init; }

    /// <summary>The multiply-accumulate units.</summary>
    public required MacArray Array { get; init; }

    /// <summary>Channels of a depthwise convolution at once.</summary>
    public required int DepthwiseLanes { get; init; }

    /// <summary>Cycles from the start of an instruction of the matrix engine to its first products.</summary>
    public required int ArrayStartUpCycles { get; init; }

    /// <summary>The memory of int8 tiles.</summary>
    public required Scratchpad Scratchpad { get; init; }

    /// <summary>Bytes of the int32 accumulators.</summary>
    public required long AccumulatorBytes { get; init; }

    /// <summary>Bytes of the weight buffer.</summary>
    public required long WeightBytes { get; init; }

    /// <summary>Bytes of the biases and scales per channel.</summary>
    public required long ParameterBytes { get; init; }

    /// <summary>Elements of a vector operation at once.</summary>
    public required int VectorLanes { get; init; }

    /// <summary>The transfers to and from external memory.</summary>
    public required DirectMemoryAccess Dma { get; init; }

    /// <summary>The external memories; instructions name them by their index.</summary>
    public required EquatableArray<ExternalMemory> Memories { get; init; }

    /// <summary>What operations cost.</summary>
    public required EnergyTable Energy { get; init; }

    /// <summary>Cores that run the same program side by side, each with its own engines and memories but the external ones.</summary>
    public required int Cores { get; init; }

    /// <summary>Equal for machines that differ in nothing but their names, on every platform; FNV-1a of the text form.</summary>
    public ulong Hash => StableHash.Of(MachineWriter.Write(this with { Name = "" }));

    /// <summary>Bytes of a memory on chip.</summary>
    /// <param name="space">Any but <see cref="NpuSpace.External"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not on chip.</exception>
    public long BytesOf(NpuSpace space) => space switch
    {
        NpuSpace.Scratchpad => Scratchpad.Bytes,
        NpuSpace.Weights => WeightBytes,
        NpuSpace.Parameters => ParameterBytes,
        NpuSpace.Tables => NpuIsa.Tables * NpuIsa.TableBytes,
        NpuSpace.Accumulator => AccumulatorBytes,
        _ => throw new ArgumentOutOfRangeException(nameof(space)),
    };

    /// <summary>The index of the memory in which a class of tensors lives.</summary>
    /// <exception cref="ArgumentException">None does, which <see cref="Defects"/> would say.</exception>
    public int MemoryOf(TensorClasses tensors)
    {
        for (int i = 0; i < Memories.Count; i++)
        {
            if ((Memories[i].Holds & tensors) == tensors)
            {
                return i;
            }
        }

        throw new ArgumentException($"No memory of machine '{Name}' holds {tensors}.", nameof(tensors));
    }

    /// <summary>What is wrong with the machine, each with the path of the member, its value and what is allowed; none if it is valid.</summary>
    public IReadOnlyList<string> Defects() => [.. MachineRules.Find(this).Select(d => d.Message)];

    /// <summary>Reads the text form, JSON, which docs/npu-presets.md describes.</summary>
    /// <param name="text">A machine, or a preset's name and the members that differ from it.</param>
    /// <exception cref="FormatException">The text is not a valid machine; the message has the line and column, the member, its value and what is allowed.</exception>
    public static NpuMachine Parse(string text) => new MachineReader(text).Read();

    /// <summary>The text form, which <see cref="Parse"/> reads.</summary>
    public string Print() => MachineWriter.Write(this);
}
