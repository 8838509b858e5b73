using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;

namespace ModelGen.Compiler.Backends.Npu.Layers;

/// <summary>What the NPU computes as one: an operation with those that follow it in the same tiles.</summary>
/// <param name="node">The operation that gives it its name.</param>
/// <param name="result">What it writes.</param>
internal abstract class ProgramLayer(Node node, ImageView result)
{
    /// <summary>The operation that gives it its name.</summary>
    public Node Node { get; } = node;

    /// <summary>The layers of a program's map: itself, or those that it runs in stripes.</summary>
    public virtual IReadOnlyList<ProgramLayer> Stages => [this];

    /// <summary>The estimate of each of them.</summary>
    /// <param name="schedule">What <see cref="Schedule"/> has chosen.</param>
    public virtual IEnumerable<double> StageCycles(LayerSchedule schedule) => [schedule.Cycles];

    /// <summary>What follows it in the same tiles, in order.</summary>
    public List<TileStep> Steps { get; } = [];

    /// <summary>The values that it reads.</summary>
    public abstract IEnumerable<int> Reads { get; }

    /// <summary>
    /// The values of which each core reads a part of its own. They cannot stay in scratchpads: all cores run the same instructions, by which they would find the same part there.
    /// </summary>
    public IEnumerable<int> ReadsInParts => Images.Concat(Steps.OfType<BinaryStep>().Select(s => s.Other)).Where(v => v.Core > 0).Select(v => v.Value);

    /// <summary>The images that it reads, beside those of its steps.</summary>
    protected virtual IEnumerable<ImageView> Images => [];

    /// <summary>The value that it writes, or a part of it.</summary>
    public ImageView Result { get; private set; } = result;

    /// <summary>
    /// Whether the loads of a tile can wait for the store of the one before: instructions are ordered by the ranges of addresses that they touch, and tiles with a part of the channels or
    /// columns have ranges that meet. They can where each tile is a range of its own, or where
    /// products take longer than all that is done in between: results, their store, loads.
    /// </summary>
    /// <param name="schedule">What <see cref="Schedule"/> has chosen.</param>
    public bool LoadsCanWait(LayerSchedule schedule)
    {
        bool isInARow = schedule.Tiling is ITileSize tile && tile.Channels >= Result.Channels && (tile.Columns >= Result.Width || tile.Rows == 1) && Result.ColumnStride == Result.Channels;
        return isInARow || (schedule.Time is { } time && time.Transfers + time.Vector < time.Matrix);
    }

    /// <summary>
    /// The values whose bytes in external memory the result can take: each tile reads of them just the bytes that it writes in the end, and no other tile reads these.
    /// </summary>
    public IEnumerable<int> Replaceable => Aligned.Where(o => o with { Value = Result.Value } == Result && Reads.Count(r => r == o.Value) == 1).Select(o => o.Value);

    /// <summary>The operands of which a tile reads what lies where the tile does.</summary>
    protected virtual IEnumerable<ImageView> Aligned => Steps.OfType<BinaryStep>().Select(s => s.Other);

    /// <summary>Whether operations can follow it in the same tiles.</summary>
    public abstract bool TakesSteps { get; }

    /// <summary>The names of its operations.</summary>
    public virtual string Operations
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

    /// <summary>The same layer with a value within a larger one; null if it cannot take or write it there.</summary>
    /// <param name="embedding">Where the value lies.</param>
    public abstract ProgramLayer? Move(Embedding embedding);

    /// <summary>Adds the steps of another layer with a value within a larger one; whether it can.</summary>
    protected bool FollowMoved(ProgramLayer other, Embedding embedding)
    {
        foreach (TileStep step in other.Steps)
        {
            if (step is not BinaryStep binary)
            {
                Steps.Add(step);
            }
            else if (embedding.Map(binary.Other) is { } view)
            {
                Steps.Add(binary with { Other = view });
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Chooses how the layer is divided into tiles.</summary>
    /// <param name="site">What of its values is on chip, and how much room there is.</param>
    public abstract LayerSchedule Schedule(LayerSite site);

    /// <summary>Emits the instructions.</summary>
    /// <param name="context">The program.</param>
    /// <param name="schedule">What <see cref="Schedule"/> has chosen.</param>
    public abstract void Emit(LayerContext context, LayerSchedule schedule);
}
