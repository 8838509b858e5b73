using System;
using System.ComponentModel;
using System.Reflection;
using ModelGen.Linking;

namespace ModelGen.CompilerServices;

/// <summary>A compiled network linked with weights: what the generated part of a model class runs.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ModelProgram
{
    private readonly ModelConstants constants;
    private readonly Action<ModelContext> steps;
    private readonly int arenaLength;
    private readonly int threads;
    private readonly Int8Tiles? tiles;

    private ModelProgram(ModelConstants constants, Action<ModelContext> steps, int arenaLength, int threads, Int8Tiles? tiles)
    {
        this.constants = constants;
        this.steps = steps;
        this.arenaLength = arenaLength;
        this.threads = threads;
        this.tiles = tiles;
    }

    /// <summary>Evaluates and packs the constants for the instruction set that the options, the environment or the processor choose.</summary>
    /// <param name="weights">The trained tensors.</param>
    /// <param name="options">How the network runs.</param>
    /// <param name="linkPlan">The text of its link plan.</param>
    /// <param name="arenaLength">The single-precision elements of a context's arena.</param>
    /// <param name="steps">The steps for an instruction set.</param>
    /// <param name="precision">The precision of the steps. Quantized ones multiply bytes on the best instruction set of the vector width.</param>
    /// <exception cref="ArgumentException">The environment variable <c>MODELGEN_ISA</c> names no instruction set, or the options ask for another precision.</exception>
    /// <exception cref="PlatformNotSupportedException">The chosen instruction set is not there.</exception>
    /// <exception cref="ModelWeightsException">A tensor is missing.</exception>
    public static ModelProgram Link(ModelWeights weights, ModelOptions options, string linkPlan, int arenaLength, Func<Isa, Action<ModelContext>> steps, Precision precision = Precision.F32)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(steps);
        Isa isa = Choose(options, precision);
        ModelConstants constants = Linker.Link(LinkPlanText.Parse(linkPlan), IsaSelection.Lanes(isa), path => weights[path]);
        return new ModelProgram(constants, steps(IsaSelection.Width(isa)), arenaLength, options.Threads, precision == Precision.Int8 ? Int8Tiles.For(isa) : null);
    }

    /// <summary>
    /// Takes the constants that the build linked with the embedded weights, for the instruction set that the options, the environment or
    /// the processor choose; null when the build did not link this plan for that instruction set.
    /// </summary>
    /// <param name="assembly">The assembly of the model.</param>
    /// <param name="options">How the network runs.</param>
    /// <param name="linkHash">The hash of its link plan's text.</param>
    /// <param name="arenaLength">The single-precision elements of a context's arena.</param>
    /// <param name="steps">The steps for an instruction set.</param>
    /// <param name="precision">The precision of the steps. Quantized ones multiply bytes on the best instruction set of the vector width.</param>
    /// <exception cref="ArgumentException">The environment variable <c>MODELGEN_ISA</c> names no instruction set, or the options ask for another precision.</exception>
    /// <exception cref="PlatformNotSupportedException">The chosen instruction set is not there.</exception>
    public static ModelProgram? FindLinked(Assembly assembly, ModelOptions options, ulong linkHash, int arenaLength, Func<Isa, Action<ModelContext>> steps, Precision precision = Precision.F32)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(steps);
        Isa isa = Choose(options, precision);
        return LinkedResource.Find(assembly, linkHash, IsaSelection.Lanes(isa)) is { } constants
            ? new ModelProgram(constants, steps(IsaSelection.Width(isa)), arenaLength, options.Threads, precision == Precision.Int8 ? Int8Tiles.For(isa) : null)
            : null;
    }

    /// <summary>Working memory for one more concurrent caller of <paramref name="model"/>.</summary>
    public ModelContext CreateContext(object model) => new(model, constants, arenaLength, threads, tiles);

    /// <summary>Runs the steps; the inputs lie in the arena before, the outputs after.</summary>
    public void Run(ModelContext context) => steps(context);

    private static Isa Choose(ModelOptions options, Precision precision)
    {
        if (options.Precision is { } asked && asked != precision)
        {
            throw new ArgumentException(
                $"ModelOptions.Precision is {asked}, but the model was compiled for {precision} only: set Calibration in its [Model] attribute, and KeepFloat to have both.", nameof(options));
        }

        return precision == Precision.Int8 ? IsaSelection.Resolve(options.Isa) : IsaSelection.ResolveWidth(options.Isa);
    }
}
