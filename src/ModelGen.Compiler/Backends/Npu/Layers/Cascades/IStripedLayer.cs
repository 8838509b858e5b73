using System;

namespace ModelGen.Compiler.Backends.Npu.Layers;

/// <summary>A layer that can be computed a part of its rows and columns at a time, in stripes with the layers before and behind it.</summary>
internal interface IStripedLayer
{
    /// <summary>The input.</summary>
    ImageView Input { get; }

    /// <summary>What of the input a part of the result needs.</summary>
    WindowShape Windows { get; }

    /// <summary>Whether stripes of it can be computed: it makes all of its result, and whatever else it reads is there before.</summary>
    bool CanBeStriped { get; }

    /// <summary>Bytes of all weights.</summary>
    long WeightBytes { get; }

    /// <summary>Bytes of all parameters.</summary>
    long ParameterBytes { get; }

    /// <summary>The same layer with the extents of a stripe, for a search of its tiles: as many images as there are stripes.</summary>
    /// <param name="input">The input of a stripe.</param>
    /// <param name="result">The result of a stripe.</param>
    ProgramLayer OfExtents(ImageView input, ImageView result);

    /// <summary>What emits a part of the result with all channels.</summary>
    /// <param name="context">The program.</param>
    /// <param name="schedule">How a stripe is divided into tiles.</param>
    Action<Region> Emitter(LayerContext context, LayerSchedule schedule);
}
