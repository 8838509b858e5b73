using System;
using System.Runtime.CompilerServices;

namespace ModelGen.CompilerServices;

/// <summary>The tiles of AMX: up to two groups of pixels and two blocks of channels at a time, whose sums the tile registers hold.</summary>
/// <typeparam name="M">What executes the machine code.</typeparam>
/// <remarks>
/// Configuring the registers takes as long as a small tile, so that they stay configured from <see cref="Begin"/> to <see cref="End"/>. In
/// between only kernels run on the thread, and whatever interrupts it restores the registers.
/// </remarks>
internal static unsafe class AmxProduct<M>
    where M : struct, IAmxMachine
{
    /// <summary>Tiles of fewer pixels leave most rows of the registers empty.</summary>
    private const int LeastPixels = 4;

    /// <inheritdoc cref="IInt8Tile.Begin"/>
    public static void Begin(ref Int8TileArguments arguments)
    {
        arguments.Amx = arguments.Pixels < LeastPixels ? default : AmxPlan.For(in arguments);
        if (arguments.Amx.Depth != 0)
        {
            M.Configure(new AmxConfiguration((int)arguments.GroupPixels, (int)arguments.Amx.Depth));
        }
    }

    /// <inheritdoc cref="IInt8Tile.Prepare"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Prepare(ref Int8TileArguments arguments, int pixels)
    {
        ref AmxPlan plan = ref arguments.Amx;
        int first = plan.IsStaged ? 0 : pixels - (pixels % (int)arguments.GroupPixels);
        if (plan.Depth == 0 || first == pixels)
        {
            return;
        }

        byte* window = StagingMemory.Rent((Int8TileArguments.MostPixels + AmxConfiguration.MostRows) * plan.StagedStride);
        plan.Staged = (nint)window;
        for (int pixel = first; pixel < pixels; pixel++, window += plan.StagedStride)
        {
            ActivationStaging.Copy(in arguments, arguments.Pixel(pixel), window);
        }
    }

    /// <inheritdoc cref="IInt8Tile.Run"/>
    public static void Run(ref Int8TileArguments arguments, int pixels, int blocks)
    {
        if (arguments.Amx.Depth == 0)
        {
            M.RunVectors(ref arguments, pixels, blocks);
            return;
        }

        fixed (Int8TileArguments* pointer = &arguments)
        {
            int group = (int)arguments.GroupPixels, whole = arguments.Amx.IsStaged ? (pixels + group - 1) / group : pixels / group;
            AmxPanel* panel = &pointer->Amx.Panel;
            panel->SumStride = blocks * Int8TileArguments.BlockChannels * sizeof(int);
            panel->GroupSums = group * panel->SumStride;
            Multiply(pointer, panel, 0, whole, blocks, arguments.Amx.IsStaged);
            if (!arguments.Amx.IsStaged && whole * group < pixels)
            {
                AmxPanel rest = *panel;
                arguments.Amx.WalkStaged(ref rest);
                Multiply(pointer, &rest, whole, 1, blocks, isStaged: true);
            }
        }
    }

    /// <inheritdoc cref="IInt8Tile.End"/>
    public static void End(ref Int8TileArguments arguments)
    {
        if (arguments.Amx.Depth != 0)
        {
            M.Release();
        }
    }

    /// <summary>Multiplies so many groups of the tile. Staged windows are those of the first group on.</summary>
    private static void Multiply(Int8TileArguments* arguments, AmxPanel* panel, int firstGroup, int groups, int blocks, bool isStaged)
    {
        int size = (int)arguments->GroupPixels;
        nint sums = (nint)arguments->Sums + (firstGroup * panel->GroupSums);
        nint Place(int group) => isStaged
            ? arguments->Amx.Staged + (group * size * arguments->Amx.StagedStride)
            : (nint)arguments->Pixel(group * size);
        for (int block = 0; block < blocks; block += 2)
        {
            panel->Weights = (nint)arguments->Weights + (block * arguments->BlockStride);
            for (int group = 0; group < groups; group += 2)
            {
                int pair = Math.Min(2, groups - group);
                panel->First = Place(group);
                panel->Second = pair == 2 ? Place(group + 1) : 0;
                panel->Sums = sums + (group * panel->GroupSums) + (block * Int8TileArguments.BlockChannels * sizeof(int));
                M.Multiply(panel, pair, Math.Min(2, blocks - block), arguments->Amx.IsLong);
            }
        }
    }
}
