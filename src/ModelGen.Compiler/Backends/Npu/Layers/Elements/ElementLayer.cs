using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Npu.Memory;
using ModelGen.IR;

namespace ModelGen.Compiler.Backends.Npu.Layers;

/// <summary>Steps on the bytes of an input, which has the extents of the result.</summary>
internal sealed class ElementLayer(Node node, ImageView result) : ProgramLayer(node, result)
{
    /// <summary>The input.</summary>
    public required ImageView Input { get; init; }

    /// <summary>Whether rows and columns of the value are merged.</summary>
    public required bool IsFlat { get; init; }

    /// <inheritdoc/>
    public override TileStep? Fit(TileStep step) =>
        step is not BinaryStep binary || !IsFlat ? step
        : binary.Other.Bytes == Result.Bytes ? binary with { Other = binary.Other.Flat() }
        : null;

    /// <inheritdoc/>
    public override IEnumerable<int> Reads => new[] { Input.Value }.Concat(Steps.OfType<BinaryStep>().Select(s => s.Other.Value));

    /// <inheritdoc/>
    protected override IEnumerable<ImageView> Images => [Input];

    /// <inheritdoc/>
    protected override IEnumerable<ImageView> Aligned => base.Aligned.Prepend(Input);

    /// <inheritdoc/>
    public override bool TakesSteps => true;

    /// <inheritdoc/>
    public override ProgramLayer? Split(int cores)
    {
        if (Result.Channels % cores != 0)
        {
            return null;
        }

        var part = new ElementLayer(Node, Result.Part(cores)) { Input = Input.Part(cores), IsFlat = IsFlat };
        part.FollowInParts(this, cores);
        return part;
    }

    /// <inheritdoc/>
    public override ProgramLayer? Move(Embedding embedding) =>
        embedding.Map(Input) is { } input && embedding.Map(Result) is { } result && new ElementLayer(Node, result) { Input = input, IsFlat = IsFlat } is var moved && moved.FollowMoved(this, embedding)
            ? moved : null;

    /// <inheritdoc/>
    public override LayerSchedule Schedule(LayerSite site) => new PlaneTiler(this, site, Input, rows => rows, columns => columns, null).Search();

    /// <inheritdoc/>
    public override void Emit(LayerContext context, LayerSchedule schedule)
    {
        var tiling = (PlaneTiling)schedule.Tiling!;
        (Ring inputs, Ring others, Ring results) = context.Rings(tiling.InputBytes, tiling.OtherBytes, tiling.ResultBytes, tiling.Copies, this);
        foreach (Region region in Regions.Of(Result, tiling))
        {
            Tile input = context.Read(Input, region, inputs);
            Tile result = context.Target(Result, region, results);
            context.Apply(Steps[0], region, input, result, others);
            context.Apply(this, 1, region, result, others);
            context.Write(Result, region, result);
        }
    }
}
