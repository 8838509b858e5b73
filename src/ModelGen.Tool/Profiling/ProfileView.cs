using System.Collections.Generic;
using ModelGen.Npu;

namespace ModelGen.Tool.Profiling;

/// <summary>A timed run of a model, as every form of the report shows it. Cycles count from the start of the first program on.</summary>
/// <param name="Model">The name of the model.</param>
/// <param name="Machine">The machine.</param>
/// <param name="Cycles">Cycles of the run.</param>
/// <param name="Inferences">The samples of a batch times what the cores run side by side.</param>
/// <param name="Reasons">What cycles are spent on; the first is work, the last an engine for which nothing is left.</param>
/// <param name="Lanes">The engines of every core.</param>
/// <param name="Layers">The layers in their order, those of the host between them.</param>
/// <param name="Spans">What the engines did, for each lane in the order of time.</param>
/// <param name="Parts">The parts of the spans.</param>
/// <param name="Listing">The instructions as text; spans and blocks name them by their index.</param>
/// <param name="Spaces">The memories on chip.</param>
/// <param name="EnergyParts">What energy is spent on.</param>
/// <param name="Energy">Picojoules of the run for each of <paramref name="EnergyParts"/>.</param>
internal sealed record ProfileView(
    string Model,
    NpuMachine Machine,
    long Cycles,
    int Inferences,
    IReadOnlyList<ReasonView> Reasons,
    IReadOnlyList<LaneView> Lanes,
    IReadOnlyList<LayerView> Layers,
    IReadOnlyList<SpanView> Spans,
    IReadOnlyList<PartView> Parts,
    IReadOnlyList<string> Listing,
    IReadOnlyList<SpaceView> Spaces,
    IReadOnlyList<string> EnergyParts,
    IReadOnlyList<double> Energy);

/// <summary>What cycles are spent on.</summary>
/// <param name="Name">In words.</param>
/// <param name="Waits">Whether the engine waits for others, rather than being slowed down in what it does.</param>
internal sealed record ReasonView(string Name, bool Waits);

/// <summary>An engine of a core.</summary>
/// <param name="Name">The engine, with its core where there are several.</param>
/// <param name="Cycles">Cycles for each reason; they add up to those of the run.</param>
internal sealed record LaneView(string Name, IReadOnlyList<long> Cycles);

/// <summary>A layer of the program, or an operation that the host computes.</summary>
/// <param name="Name">The layer.</param>
/// <param name="File">Its source file; empty if unknown.</param>
/// <param name="Line">Its line in that file.</param>
/// <param name="Begin">The first cycle of its first instruction.</param>
/// <param name="End">The cycle after its last instruction.</param>
/// <param name="Macs">Multiply-accumulates.</param>
/// <param name="Slots">The multiply-accumulates that the array could have done between <paramref name="Begin"/> and <paramref name="End"/>.</param>
/// <param name="Read">Bytes read from each external memory.</param>
/// <param name="Written">Bytes written to each external memory.</param>
/// <param name="Compressed">Bytes of compressed streams among those read.</param>
/// <param name="Decoded">Bytes that the decoder made of them.</param>
/// <param name="Energy">Picojoules for each part.</param>
/// <param name="Bound">What its time went to.</param>
/// <param name="Advice">What would change that; empty if nothing in the machine would.</param>
internal sealed record LayerView(
    string Name,
    string File,
    int Line,
    long Begin,
    long End,
    long Macs,
    long Slots,
    IReadOnlyList<long> Read,
    IReadOnlyList<long> Written,
    long Compressed,
    long Decoded,
    IReadOnlyList<double> Energy,
    string Bound,
    string Advice)
{
    /// <summary>From its first cycle to its last one.</summary>
    public long Cycles => End - Begin;
}

/// <summary>An instruction that was executed.</summary>
/// <param name="Lane">The index of its lane.</param>
/// <param name="Layer">The index of its layer; −1 for none.</param>
/// <param name="Code">The index of the instruction.</param>
/// <param name="Begin">The cycle in which it began.</param>
/// <param name="End">The cycle after its end.</param>
/// <param name="FirstPart">The index of its first part; the parts account for the cycles from the end of the span before to its own end.</param>
/// <param name="Parts">The number of its parts.</param>
internal readonly record struct SpanView(int Lane, int Layer, int Code, long Begin, long End, int FirstPart, int Parts);

/// <summary>Cycles of a span with one reason.</summary>
/// <param name="Reason">The index of the reason.</param>
/// <param name="Cycles">The cycles.</param>
internal readonly record struct PartView(int Reason, long Cycles);

/// <summary>A memory on chip and what lay in it.</summary>
/// <param name="Name">The memory.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Used">The address after the last byte that was used.</param>
/// <param name="Blocks">What lay where, when.</param>
internal sealed record SpaceView(string Name, long Bytes, long Used, IReadOnlyList<BlockView> Blocks);

/// <summary>Bytes on chip from when they were written to when they were read last.</summary>
/// <param name="Address">The first byte.</param>
/// <param name="Size">The bytes.</param>
/// <param name="Begin">The cycle in which the first instruction that writes them began.</param>
/// <param name="End">The cycle after the last one that reads them.</param>
/// <param name="Layer">The layer that wrote them.</param>
/// <param name="Code">The instruction that wrote them.</param>
internal readonly record struct BlockView(long Address, long Size, long Begin, long End, int Layer, int Code);
