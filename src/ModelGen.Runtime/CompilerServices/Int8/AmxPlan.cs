using System;
using System.Runtime.InteropServices;

namespace ModelGen.CompilerServices;

/// <summary>How <see cref="AmxProduct{M}"/> walks the windows of a kernel, and the panel that it fills in tile by tile.</summary>
/// <remarks>
/// <para>
/// Where the pixels of a group are evenly spaced, tile registers load from the activations in place: a row of a register is a pixel. A run is
/// cut into equal steps, so that a register of activations is as wide as one of weights is high. Else, or where runs are too short to fill
/// registers, windows are staged: copied one behind the other, each without gaps, once for all channels.
/// </para>
/// <para>
/// The quads of a staged window need not be a multiple of the steps. The first step lacks the rest: its row is filled up with zeros, and its
/// weights overlap those of the second step.
/// </para>
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
internal struct AmxPlan
{
    /// <summary>Products of a panel that take less than a microsecond.</summary>
    private const long ShortProducts = 1 << 20;

    /// <summary>Estimated cycles: a product of tiles takes one for each row, and at least so many; storing its sums, and what else a panel takes for it.</summary>
    private const int LeastProductCycles = 8, SumCycles = 50;

    /// <summary>Estimated cycles of copying a run, and each of its vectors.</summary>
    private const int RunCycles = 2, CopyCycles = 2, VectorBytes = 64;

    /// <summary>Estimated cycles of a pixel without tile registers, beside products, of which a cycle makes those of so many quads with a block.</summary>
    private const int PixelCycles = 12, VectorProducts = 2;

    /// <summary>The machine code's argument, of which the operands change from tile to tile.</summary>
    public AmxPanel Panel;

    /// <summary>The quads of a step; 0 where products take less without tile registers.</summary>
    public nint Depth;

    /// <summary>The steps of a window.</summary>
    public nint AllSteps;

    /// <summary>The quads that the first step of a staged window lacks.</summary>
    public nint Missing;

    /// <summary>From a staged window to the next, in bytes.</summary>
    public nint StagedStride;

    /// <summary>Where staged windows lie.</summary>
    public nint Staged;

    /// <summary>Whether all windows are staged; else those of an incomplete group only.</summary>
    public bool IsStaged;

    /// <summary>Whether a panel may take longer than a microsecond.</summary>
    public bool IsLong;

    /// <summary>The plan for a kernel.</summary>
    public static AmxPlan For(ref readonly Int8TileArguments arguments)
    {
        nint runs = arguments.OuterRuns * arguments.Runs, run = arguments.Quads, window = runs * run;
        nint steps = Steps(window), direct = arguments.PixelStride == 0 ? 0 : EqualSteps(run);
        nint directCycles = direct == 0 ? nint.MaxValue : ProductCycles(in arguments, runs * direct), stagedCycles = StagedCycles(in arguments, steps);
        if (VectorCycles(in arguments) < Math.Min(directCycles, stagedCycles))
        {
            return default;
        }

        bool isStaged = stagedCycles < directCycles;
        nint depth = isStaged ? (window + steps - 1) / steps : run / direct;
        nint filled = isStaged ? steps * depth : window;
        var plan = new AmxPlan
        {
            Depth = depth,
            AllSteps = isStaged ? steps : runs * direct,
            Missing = filled - window,

            // An odd number of cache lines, so that the rows of a register do not share sets of the cache.
            StagedStride = (((filled * Int8TileArguments.QuadLength) + VectorBytes - 1) / VectorBytes | 1) * VectorBytes,
            IsStaged = isStaged,
            IsLong = window * Int8TileArguments.QuadLength * arguments.GroupPixels * (4 * Int8TileArguments.BlockChannels) > ShortProducts,
        };
        plan.Panel.BlockStride = arguments.BlockStride;
        plan.Panel.ActivationStep = depth * Int8TileArguments.QuadLength;
        plan.Panel.WeightStep = depth * Int8TileArguments.QuadBytes;
        plan.Panel.FirstWeightStep = (depth - plan.Missing) * Int8TileArguments.QuadBytes;
        if (isStaged)
        {
            plan.WalkStaged(ref plan.Panel);
        }
        else
        {
            plan.Panel.PixelStride = arguments.PixelStride;
            plan.Panel.OuterRuns = arguments.OuterRuns;
            plan.Panel.OuterStep = arguments.OuterStride - (arguments.Runs * arguments.RunStride);
            plan.Panel.Runs = arguments.Runs;
            plan.Panel.RunStep = arguments.RunStride - (run * Int8TileArguments.QuadLength);
            plan.Panel.Steps = direct;
        }

        return plan;
    }

    /// <summary>Makes a panel walk windows that are staged.</summary>
    public readonly void WalkStaged(ref AmxPanel panel)
    {
        panel.PixelStride = StagedStride;
        panel.OuterRuns = 1;
        panel.OuterStep = 0;
        panel.Runs = 1;
        panel.RunStep = 0;
        panel.Steps = AllSteps;
    }

    /// <summary>The least number of steps for so many quads.</summary>
    private static nint Steps(nint quads) => (quads + AmxConfiguration.MostQuads - 1) / AmxConfiguration.MostQuads;

    /// <summary>The least number of steps of equal length for a run, up to twice as many as are needed; 0 where there is none.</summary>
    private static nint EqualSteps(nint quads)
    {
        nint least = Steps(quads);
        for (nint steps = least; steps <= 2 * least; steps++)
        {
            if (quads % steps == 0)
            {
                return steps;
            }
        }

        return 0;
    }

    /// <summary>What a group of pixels takes with tile registers.</summary>
    private static nint ProductCycles(ref readonly Int8TileArguments arguments, nint steps) =>
        arguments.Blocks * ((steps * Math.Max(LeastProductCycles, arguments.GroupPixels)) + SumCycles);

    /// <summary>What a group of pixels takes without tile registers.</summary>
    private static nint VectorCycles(ref readonly Int8TileArguments arguments) =>
        arguments.GroupPixels * ((arguments.OuterRuns * arguments.Runs * arguments.Quads * arguments.Blocks / VectorProducts) + PixelCycles);

    private static nint StagedCycles(ref readonly Int8TileArguments arguments, nint steps) =>
        ProductCycles(in arguments, steps)
        + (arguments.GroupPixels * arguments.OuterRuns * arguments.Runs * (RunCycles + (CopyCycles * ((arguments.Quads * Int8TileArguments.QuadLength) + VectorBytes - 1) / VectorBytes)));
}
