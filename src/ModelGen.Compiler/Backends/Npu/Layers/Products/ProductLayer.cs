using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Npu.Emission;
using ModelGen.IR;
using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Layers;

/// <summary>Sums of products with REQ behind them: convolutions, matrix products, means.</summary>
internal sealed class ProductLayer(Node node, ImageView result) : ProgramLayer(node, result), IStripedLayer
{
    /// <inheritdoc/>
    public required ImageView Input { get; init; }

    /// <summary>Kernel, strides and groups.</summary>
    public required ProductGeometry Geometry { get; init; }

    /// <summary>The weights.</summary>
    public required ProductWeights Weights { get; init; }

    /// <summary>Types and zero points of the operands.</summary>
    public required ProductTypes Types { get; init; }

    /// <summary>Rounding, zero point and bounds of the result.</summary>
    public required VectorSettings Requantization { get; init; }

    /// <summary>The constant with the parameters of all channels.</summary>
    public required int Parameters { get; init; }

    /// <summary>Whether the layer computes all of its result, so that others can follow.</summary>
    public bool IsWhole { get; init; } = true;

    /// <inheritdoc/>
    public override IEnumerable<int> Reads =>
        new[] { Input.Value }.Concat(Weights is ActivationWeights matrix ? [matrix.Value] : []).Concat(Steps.OfType<BinaryStep>().Select(s => s.Other.Value));

    /// <inheritdoc/>
    protected override IEnumerable<ImageView> Images => [Input];

    /// <inheritdoc/>
    public override bool TakesSteps => IsWhole;

    /// <summary>The cores that have a part of the output channels each.</summary>
    public int Cores { get; init; } = 1;

    /// <inheritdoc/>
    public override ProgramLayer? Split(int cores)
    {
        bool byGroups = Geometry.Groups > 1;
        if (Weights is ActivationWeights || (byGroups ? Geometry.Groups : Geometry.OutChannels) % cores != 0)
        {
            return null;
        }

        ProductLayer part = Of(
            byGroups ? Input.Part(cores) : Input, Result.Part(cores),
            byGroups ? Geometry with { Groups = Geometry.Groups / cores } : Geometry with { OutChannels = Geometry.OutChannels / cores }, cores, byGroups);
        part.FollowInParts(this, cores);
        return part;
    }

    /// <summary>Whether cores have whole groups, rather than parts of one.</summary>
    public bool IsByGroups { get; init; }

    /// <summary>The table of REQ, if the first step is a lookup.</summary>
    public LookupStep? Lookup => Steps.Count > 0 ? Steps[0] as LookupStep : null;

    /// <inheritdoc/>
    public override LayerSchedule Schedule(LayerSite site) => new ProductTiler(this, site).Search();

    /// <inheritdoc/>
    public override ProgramLayer? Move(Embedding embedding) =>
        !(Weights is ActivationWeights matrix && matrix.Value == embedding.Value) && embedding.Map(Input) is { } input && embedding.Map(Result) is { } result
        && Of(input, result, Geometry, Cores, IsByGroups) is var moved && moved.FollowMoved(this, embedding) ? moved : null;

    /// <inheritdoc/>
    public WindowShape Windows => new(Geometry.Kernel, Geometry.Stride, Geometry.Dilation, Geometry.Top, Geometry.Left);

    /// <inheritdoc/>
    public bool CanBeStriped => IsWhole && !IsSplit && Weights is ConstantWeights;

    /// <inheritdoc/>
    public long WeightBytes => (long)Geometry.InChannels * Geometry.Kernel.Height * Geometry.Kernel.Width * Geometry.Groups * Geometry.OutChannels;

    /// <inheritdoc/>
    public long ParameterBytes => (long)Geometry.Groups * Geometry.OutChannels * NpuIsa.ParameterBytes;

    /// <inheritdoc/>
    public ProgramLayer OfExtents(ImageView input, ImageView result)
    {
        ProductLayer stripe = Of(input, result, Geometry, Cores, IsByGroups);
        stripe.Steps.AddRange(Steps);
        return stripe;
    }

    /// <inheritdoc/>
    public override void Emit(LayerContext context, LayerSchedule schedule)
    {
        Action<Region> emitter = Emitter(context, schedule);
        for (int image = 0; image < Result.Images; image++)
        {
            emitter(Result.Image(image));
        }
    }

    /// <inheritdoc/>
    public Action<Region> Emitter(LayerContext context, LayerSchedule schedule) => new ProductEmitter(this, context, (ProductTiling)schedule.Tiling!).Emit;

    private ProductLayer Of(ImageView input, ImageView result, ProductGeometry geometry, int cores, bool byGroups) => new(Node, result)
    {
        Input = input,
        Geometry = geometry,
        Weights = Weights,
        Types = Types,
        Requantization = Requantization,
        Parameters = Parameters,
        IsWhole = IsWhole,
        Cores = cores,
        IsByGroups = byGroups,
    };
}
