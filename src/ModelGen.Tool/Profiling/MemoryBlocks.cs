using System.Collections.Generic;
using System.Linq;
using ModelGen.Npu;

namespace ModelGen.Tool.Profiling;

/// <summary>
/// What lies where on the chip of the first core: bytes from the first write to the last read. A write opens a block; one that overlaps an unread block of the same
/// layer widens that; any other ends the blocks that it overwrites.
/// </summary>
internal static class MemoryBlocks
{
    /// <summary>The blocks of a run with touches; layers and instructions are those of its program.</summary>
    public static IEnumerable<(NpuSpace Space, BlockView Block)> Of(NpuRun run)
    {
        foreach (IGrouping<NpuSpace, NpuTouch> touches in run.Touches.Where(t => t.Space != NpuSpace.External && run.Events[t.Event].Core == 0).GroupBy(t => t.Space))
        {
            foreach (Block block in Find(run, touches).OrderBy(b => b.Begin).ThenBy(b => b.Low))
            {
                yield return (touches.Key, new BlockView(block.Low, block.High - block.Low, block.Begin, block.End, block.Layer, block.Code));
            }
        }
    }

    private static List<Block> Find(NpuRun run, IEnumerable<NpuTouch> touches)
    {
        var all = new List<Block>();
        var live = new List<Block>();
        foreach (NpuTouch touch in touches)
        {
            NpuEvent item = run.Events[touch.Event];
            Block[] overlapped = [.. live.Where(b => b.Low < touch.High && touch.Low < b.High)];
            if (!touch.Writes)
            {
                foreach (Block block in overlapped)
                {
                    block.Read = true;
                    block.End = System.Math.Max(block.End, item.Ended);
                }
            }
            else if (overlapped.FirstOrDefault(b => !b.Read && b.Layer == item.Layer) is { } open)
            {
                open.Low = System.Math.Min(open.Low, touch.Low);
                open.High = System.Math.Max(open.High, touch.High);
                open.End = System.Math.Max(open.End, item.Ended);
            }
            else
            {
                live.RemoveAll(overlapped.Contains);
                var block = new Block { Low = touch.Low, High = touch.High, Begin = item.Began, End = item.Ended, Layer = item.Layer, Code = item.Instruction };
                live.Add(block);
                all.Add(block);
            }
        }

        return all;
    }

    private sealed class Block
    {
        public long Low { get; set; }

        public long High { get; set; }

        public long Begin { get; init; }

        public long End { get; set; }

        public int Layer { get; init; }

        public int Code { get; init; }

        public bool Read { get; set; }
    }
}
