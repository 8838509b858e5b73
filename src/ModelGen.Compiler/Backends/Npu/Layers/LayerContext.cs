using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Npu.Emission;
using ModelGen.Compiler.Backends.Npu.Memory;
using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Layers;

/// <summary>A program under construction: the instructions, where values lie, and what of each memory is free.</summary>
internal sealed class LayerContext
{
    private readonly IReadOnlyDictionary<int, ValuePlace> places;
    private readonly Dictionary<int, RowWindow> windows;
    private readonly TableSlots tables;

    /// <summary>An empty program.</summary>
    public LayerContext(NpuMachine machine, InstructionStream stream, ConstantTable constants, IReadOnlyDictionary<int, ValuePlace> places)
    {
        this.places = places;
        windows = [];
        tables = new TableSlots(this);
        Machine = machine;
        Stream = stream;
        Constants = constants;
        Accumulators = new(0, machine.AccumulatorBytes, sizeof(int));
        Weights = new(0, machine.WeightBytes);
        Parameters = new(0, machine.ParameterBytes);
    }

    private LayerContext(LayerContext whole, Ring weights, Ring parameters, long freeBegin)
    {
        places = whole.places;
        windows = whole.windows;
        tables = whole.tables;
        Machine = whole.Machine;
        Stream = whole.Stream;
        Constants = whole.Constants;
        Accumulators = whole.Accumulators;
        Weights = weights;
        Parameters = parameters;
        FreeBegin = freeBegin;
    }

    public NpuMachine Machine { get; }

    public InstructionStream Stream { get; }

    public ConstantTable Constants { get; }

    public Ring Accumulators { get; }

    public Ring Weights { get; }

    public Ring Parameters { get; }

    /// <summary>The first address of the scratchpad that the current layer has for tiles.</summary>
    public long FreeBegin { get; set; }

    /// <summary>Bytes from there to the end of the scratchpad.</summary>
    public long FreeBytes => Machine.Scratchpad.Bytes - FreeBegin;

    /// <summary>Rings of the tiles of a layer, one behind the other in the scratchpad.</summary>
    /// <param name="inputs">Bytes for tiles of the input.</param>
    /// <param name="others">Bytes for tiles of other operands.</param>
    /// <param name="results">Bytes for tiles of the result.</param>
    /// <param name="copies">For how many tiles these bytes are.</param>
    /// <param name="layer">The layer.</param>
    public (Ring Inputs, Ring Others, Ring Results) Rings(long inputs, long others, long results, int copies, ProgramLayer layer)
    {
        var rings = (Inputs: new Ring(FreeBegin, inputs), Others: new Ring(FreeBegin + inputs, others), Results: new Ring(FreeBegin + inputs + others, results));
        rings.Inputs.Divide(inputs / copies);
        rings.Results.Divide(results / copies);
        if (layer.Steps.OfType<BinaryStep>().Count(s => !Place(s.Other.Value).IsOnChip) == 1)
        {
            rings.Others.Divide(others / copies);
        }

        return rings;
    }

    /// <summary>The same program for a layer that has a part of the weight buffer, of the parameters and of the scratchpad.</summary>
    /// <param name="weights">Its part of the weight buffer.</param>
    /// <param name="parameters">Its part of the parameters.</param>
    /// <param name="freeBegin">The first address of the scratchpad that it has for tiles.</param>
    public LayerContext Part(Ring weights, Ring parameters, long freeBegin) => new(this, weights, parameters, freeBegin);

    /// <summary>Lets a value lie in rows that are kept in the scratchpad, until another window takes its place.</summary>
    public void Keep(int value, RowWindow window) => windows[value] = window;

    /// <summary>Where a value lies.</summary>
    public ValuePlace Place(int value) => places[value];

    /// <summary>A part of a value in the scratchpad: where it is anyway, or loaded.</summary>
    /// <param name="view">The value.</param>
    /// <param name="region">The part.</param>
    /// <param name="ring">Where to load it to.</param>
    public Tile Read(ImageView view, Region region, Ring ring)
    {
        if (windows.TryGetValue(view.Value, out RowWindow? window))
        {
            return window.Tile(region);
        }

        ValuePlace place = Place(view.Value).Plus(view.At(region.Image, region.Row, region.Column, region.Channel));
        if (place.IsOnChip)
        {
            return new Tile(place.Scratchpad, view.RowStride, view.ColumnStride);
        }

        var tile = Tile.Dense(ring.Take(region.Bytes), region);
        Transfers.Load(Stream, place.Memory, place.External, view.Box(region), place.Core + view.Core, NpuSpace.Scratchpad, tile.Address, tile.Box(region));
        return tile;
    }

    /// <summary>Where a part of a value is written in the scratchpad.</summary>
    /// <param name="view">The value.</param>
    /// <param name="region">The part.</param>
    /// <param name="ring">Where it is until it is stored.</param>
    public Tile Target(ImageView view, Region region, Ring ring)
    {
        if (windows.TryGetValue(view.Value, out RowWindow? window))
        {
            return window.Tile(region);
        }

        ValuePlace place = Place(view.Value).Plus(view.At(region.Image, region.Row, region.Column, region.Channel));
        return place.IsOnChip ? new Tile(place.Scratchpad, view.RowStride, view.ColumnStride) : Tile.Dense(ring.Take(region.Bytes), region);
    }

    /// <summary>Stores a part of a value if it is in external memory.</summary>
    /// <param name="view">The value.</param>
    /// <param name="region">The part.</param>
    /// <param name="tile">Where it is in the scratchpad.</param>
    public void Write(ImageView view, Region region, Tile tile)
    {
        if (windows.ContainsKey(view.Value))
        {
            return;
        }

        ValuePlace place = Place(view.Value).Plus(view.At(region.Image, region.Row, region.Column, region.Channel));
        if (place.IsExternal)
        {
            Transfers.Store(Stream, tile.Address, tile.Box(region), place.Memory, place.External, view.Box(region), place.Core + view.Core);
        }
    }

    /// <summary>Loads bytes of a constant.</summary>
    /// <param name="constant">The constant.</param>
    /// <param name="offset">The first byte.</param>
    /// <param name="bytes">How many.</param>
    /// <param name="space">The memory on chip.</param>
    /// <param name="address">The address there.</param>
    /// <param name="core">Bytes from what a core takes to what the next one takes.</param>
    public void LoadConstant(int constant, long offset, long bytes, NpuSpace space, long address, long core = 0) =>
        Transfers.Load(Stream, Constants.Memory, Constants.AddressOf(constant) + offset, Box.Line(bytes), core, space, address, Box.Line(bytes), isConstant: space != NpuSpace.Scratchpad);

    /// <summary>The number of a table, which is loaded if it is not on chip yet.</summary>
    public int Table(EquatableArray<byte> table) => tables.NumberOf(table);

    /// <summary>Applies the steps of a layer to a tile, in place.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="first">The first step to apply.</param>
    /// <param name="region">What the tile is of.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="ring">Where other operands are loaded to.</param>
    public void Apply(ProgramLayer layer, int first, Region region, Tile tile, Ring ring)
    {
        for (int i = first; i < layer.Steps.Count; i++)
        {
            Apply(layer.Steps[i], region, tile, tile, ring);
        }
    }

    /// <summary>Applies a step to a tile.</summary>
    /// <param name="step">The step.</param>
    /// <param name="region">What the tile is of.</param>
    /// <param name="from">The tile.</param>
    /// <param name="to">Where its result is written; perhaps the same.</param>
    /// <param name="ring">Where the other operand is loaded to.</param>
    public void Apply(TileStep step, Region region, Tile from, Tile to, Ring ring)
    {
        Box box = from.Box(region), result = to.Box(region);
        switch (step)
        {
            case LookupStep lookup:
                Vectors.Look(Stream, Table(lookup.Table), from.Address, box, to.Address, result);
                break;
            case BinaryStep binary:
                Region part = region.Within(binary.Other);
                Tile other = Read(binary.Other, part, ring);
                Box otherBox = result with { RowStride = part.Rows == 1 ? 0 : other.RowStride, ColumnStride = part.Columns == 1 ? 0 : other.ColumnStride };
                (long a, Box aBox, long b, Box bBox) = binary.IsSecond ? (other.Address, otherBox, from.Address, box) : (from.Address, box, other.Address, otherBox);
                Vectors.Combine(Stream, binary.Function, binary.Settings, a, aBox, b, bBox, to.Address, result);
                break;
        }
    }
}
