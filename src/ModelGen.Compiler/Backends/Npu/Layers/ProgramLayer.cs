using System.Collections.Generic;
using ModelGen.IR;

namespace ModelGen.Compiler.Backends.Npu.Layers;

/// <summary>What the NPU computes as one: an operation with those that follow it in the same tiles.</summary>
/// <param name="node">The operation that gives it its name.</param>
/// <param name="result">What it writes.</param>
internal abstract class ProgramLayer(Node node, ImageView result)
{
    /// <summary>The operation that gives it its name.</summary>
    public Node Node { get; } = node;

    /// <summary>What follows it in the same tiles, in order.</summary>
    public List<TileStep> Steps { get; } = [];

    /// <summary>The values that it reads.</summary>
    public abstract IEnumerable<int> Reads { get; }

    /// <summary>The value that it writes, or a part of it.</summary>
    public ImageView Result { get; private set; } = result;

    /// <summary>Whether operations can follow it in the same tiles.</summary>
    public abstract bool TakesSteps { get; }

    /// <summary>The names of its operations.</summary>
    public string Operations
    {
        get
        {
            string names = Node.Operator.Name;
            foreach (TileStep step in Steps)
            {
                names += " + " + step.Node.Operator.Name;
            }

            return names;
        }
    }

    /// <summary>An operation as it can follow in the tiles of this layer; null if it cannot.</summary>
    public virtual TileStep? Fit(TileStep step) => step;

    /// <summary>Lets an operation follow; its result is what the layer writes then.</summary>
    public void Follow(TileStep step)
    {
        Steps.Add(step);
        Result = Result with { Value = step.Node.Id };
    }

    /// <summary>The same layer for a part of the channels on each core, with the same instructions; null if the channels cannot be divided so.</summary>
    /// <param name="cores">The number of cores.</param>
    public virtual ProgramLayer? Split(int cores) => null;

    /// <summary>Whether cores have parts of the channels.</summary>
    public bool IsSplit => Result.Core > 0;

    /// <summary>Adds the steps of another layer for a part of the channels on each core.</summary>
    protected void FollowInParts(ProgramLayer whole, int cores)
    {
        foreach (TileStep step in whole.Steps)
        {
            Steps.Add(step is BinaryStep binary ? binary with { Other = binary.Other.Part(cores) } : step);
        }
    }

    /// <summary>Chooses how the layer is divided into tiles.</summary>
    /// <param name="site">What of its values is on chip, and how much room there is.</param>
    public abstract LayerSchedule Schedule(LayerSite site);

    /// <summary>Emits the instructions.</summary>
    /// <param name="context">The program.</param>
    /// <param name="schedule">What <see cref="Schedule"/> has chosen.</param>
    public abstract void Emit(LayerContext context, LayerSchedule schedule);
}
