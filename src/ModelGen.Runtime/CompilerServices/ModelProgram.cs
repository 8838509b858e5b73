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

    private ModelProgram(ModelConstants constants, Action<ModelContext> steps, int arenaLength, int threads)
    {
        this.constants = constants;
        this.steps = steps;
        this.arenaLength = arenaLength;
        this.threads = threads;
    }

    /// <summary>Evaluates and packs the constants for the instruction set that the options, the environment or the processor choose.</summary>
    /// <param name="weights">The trained tensors.</param>
    /// <param name="options">How the network runs.</param>
    /// <param name="linkPlan">The text of its link plan.</param>
    /// <param name="arenaLength">The single-precision elements of a context's arena.</param>
    /// <param name="steps">The steps for an instruction set.</param>
    /// <exception cref="ArgumentException">The environment variable <c>MODELGEN_ISA</c> names no instruction set.</exception>
    /// <exception cref="PlatformNotSupportedException">The chosen instruction set is not there.</exception>
    /// <exception cref="ModelWeightsException">A tensor is missing.</exception>
    public static ModelProgram Link(ModelWeights weights, ModelOptions options, string linkPlan, int arenaLength, Func<Isa, Action<ModelContext>> steps)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(steps);
        Isa isa = IsaSelection.Resolve(options.Isa);
        ModelConstants constants = Linker.Link(LinkPlanText.Parse(linkPlan), IsaSelection.Lanes(isa), path => weights[path]);
        return new ModelProgram(constants, steps(isa), arenaLength, options.Threads);
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
    /// <exception cref="ArgumentException">The environment variable <c>MODELGEN_ISA</c> names no instruction set.</exception>
    /// <exception cref="PlatformNotSupportedException">The chosen instruction set is not there.</exception>
    public static ModelProgram? FindLinked(Assembly assembly, ModelOptions options, ulong linkHash, int arenaLength, Func<Isa, Action<ModelContext>> steps)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(steps);
        Isa isa = IsaSelection.Resolve(options.Isa);
        return LinkedResource.Find(assembly, linkHash, IsaSelection.Lanes(isa)) is { } constants
            ? new ModelProgram(constants, steps(isa), arenaLength, options.Threads)
            : null;
    }

    /// <summary>Working memory for one more concurrent caller of <paramref name="model"/>.</summary>
    public ModelContext CreateContext(object model) => new(model, constants, arenaLength, threads);

    /// <summary>Runs the steps; the inputs lie in the arena before, the outputs after.</summary>
    public void Run(ModelContext context) => steps(context);
}
