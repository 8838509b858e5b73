using System;

namespace ModelGen;

/// <summary>How a model runs; given to <c>Create</c>.</summary>
public sealed record ModelOptions
{
    /// <summary>The threads that share the work of one run, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Threads
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"A model runs on at least 1 thread, but Threads = {value} was given.");
    }

    = 1;

    /// <summary>
    /// The instruction set that the kernels run on. Null takes the one that the environment variable <c>MODELGEN_ISA</c> names, or else
    /// the best that the processor has.
    /// </summary>
    public Isa? Isa { get; init; }

    /// <summary>
    /// The precision, for models that were compiled for both (<see cref="ModelAttribute.KeepFloat"/>); null for <see cref="ModelGen.Precision.Int8"/>
    /// where the model is calibrated, else <see cref="ModelGen.Precision.F32"/>.
    /// </summary>
    public Precision? Precision { get; init; }
}
