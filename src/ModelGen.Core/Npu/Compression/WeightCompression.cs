using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Npu;

/// <summary>
/// Replaces weights by compressed streams where loads of them take fewer cycles then, or the same and fewer bytes. A stream lies where its weights lay, with zeros behind it, so that no address
/// changes; a load that a loop repeats, or several cores execute, reads as many bytes each time, those of its longest stream.
/// </summary>
internal sealed class WeightCompression
{
    private readonly NpuProgram program;
    private readonly NpuMachine machine;
    private readonly Dictionary<ExternalRange, WeightPart> parts = [];
    private readonly SortedDictionary<int, List<WeightPart>> partsOfLoad = [];

    /// <summary>Ranges that are used otherwise than by loads of whole parts.</summary>
    private readonly HashSet<ExternalRange> others = [];

    private WeightCompression(NpuProgram program, NpuMachine machine)
    {
        this.program = program;
        this.machine = machine;
    }

    /// <summary>The program with compressed weights; the same where the machine has no decoder, nothing is gained, or the program is not valid.</summary>
    /// <param name="program">A program with its constants.</param>
    /// <param name="machine">The machine that it is for.</param>
    public static NpuProgram Apply(NpuProgram program, NpuMachine machine) =>
        machine.Dma.DecoderBytesPerCycle == 0 || NpuVerifier.Verify(program, machine).Count > 0 ? program : new WeightCompression(program, machine).Apply();

    private NpuProgram Apply()
    {
        Collect();
        FindConstants();
        HashSet<int> chosen = Choose();
        return chosen.Count == 0 ? program : Rewrite(chosen);
    }

    private void Collect()
    {
        others.UnionWith(program.Regions.Select(r => new ExternalRange(r.Memory, r.Address, r.Address + r.Bytes)));
        foreach ((int index, NpuAccess external, NpuAccess? target) in ExternalAccesses.Of(program))
        {
            var range = ExternalRange.Of(external);
            if (target is not { Space: NpuSpace.Weights } local || !IsWhole(external, local) || program.Code[index][NpuIsa.Load.Compressed] > 0)
            {
                others.Add(range);
                continue;
            }

            if (!parts.TryGetValue(range, out WeightPart? part))
            {
                parts.Add(range, part = new WeightPart(range));
            }

            if (part.Loads.Add(index))
            {
                (partsOfLoad.TryGetValue(index, out List<WeightPart>? list) ? list : partsOfLoad[index] = []).Add(part);
            }
        }
    }

    /// <summary>Whether the bytes lie one behind the other, in the order in which a load takes them, and nothing is filled in.</summary>
    private static bool IsWhole(NpuAccess external, NpuAccess local) =>
        external.Merged() is { Rows: 1, Columns: 1 } && external.Rows == local.Rows && external.Columns == local.Columns;

    /// <summary>Compresses parts that are within a constant and that no other range meets.</summary>
    private void FindConstants()
    {
        int[] constants = [.. Enumerable.Range(0, program.Constants.Count).OrderBy(i => program.Constants[i].Memory).ThenBy(i => program.Constants[i].Address)];
        ExternalRange[] all = [.. parts.Keys.Concat(others).OrderBy(r => r.Memory).ThenBy(r => r.Begin)];
        int next = 0;
        for (int i = 0; i < all.Length;)
        {
            int first = i++;
            for (long end = all[first].End; i < all.Length && all[i].Memory == all[first].Memory && all[i].Begin < end; i++)
            {
                end = Math.Max(end, all[i].End);
            }

            if (i > first + 1 || !parts.TryGetValue(all[first], out WeightPart? part))
            {
                continue;
            }

            while (next < constants.Length && RangeOf(constants[next]) is var before && (before.Memory < part.Range.Memory || (before.Memory == part.Range.Memory && before.End <= part.Range.Begin)))
            {
                next++;
            }

            if (next < constants.Length && RangeOf(constants[next]) is var range && range.Memory == part.Range.Memory && range.Begin <= part.Range.Begin && part.Range.End <= range.End)
            {
                part.Constant = constants[next];
                part.Stream = NpuWeightStream.Encode(Weights(part));
            }
        }
    }

    private byte[] Weights(WeightPart part)
    {
        NpuConstant constant = program.Constants[part.Constant];
        int first = (int)(part.Range.Begin - constant.Address);
        byte[] weights = new byte[part.Bytes];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = constant.Bytes[first + i];
        }

        return weights;
    }

    private ExternalRange RangeOf(int constant)
    {
        NpuConstant found = program.Constants[constant];
        return new ExternalRange(found.Memory, found.Address, found.Address + found.Bytes.Count);
    }

    /// <summary>The loads to change: such as gain, and none that reads a part that another load needs as it is.</summary>
    private HashSet<int> Choose()
    {
        HashSet<int> chosen = [.. partsOfLoad.Where(l => Pays(l.Value)).Select(l => l.Key)];
        while (true)
        {
            int[] refused = [.. chosen.Where(load => partsOfLoad[load].Any(p => p.Loads.Any(other => !chosen.Contains(other))))];
            if (refused.Length == 0)
            {
                return chosen;
            }

            chosen.ExceptWith(refused);
        }
    }

    private bool Pays(List<WeightPart> loaded)
    {
        int length = Length(loaded);
        if (loaded.Any(p => p.Constant < 0 || length >= p.Bytes))
        {
            return false;
        }

        long saved = 0, savedBytes = 0;
        foreach (WeightPart part in loaded)
        {
            (int memory, long begin, _) = part.Range;
            NpuCost raw = NpuTiming.Load(machine, memory, NpuSpace.Weights, Bursts(begin, part.Bytes), part.Bytes);
            NpuCost compressed = NpuTiming.LoadCompressed(machine, memory, NpuSpace.Weights, Bursts(begin, length), part.Bytes);
            saved += NpuTiming.Alone(machine, raw) - NpuTiming.Alone(machine, compressed);
            savedBytes += raw.ExternalRead - compressed.ExternalRead;
        }

        return saved > 0 || (saved == 0 && savedBytes > 0);
    }

    private long Bursts(long begin, long bytes) => NpuTiming.BurstBytes(machine.Dma.BurstBytes, begin, 1, 0, 1, 0, bytes);

    private static int Length(List<WeightPart> loaded) => loaded.Max(p => p.Stream.Length);

    private NpuProgram Rewrite(HashSet<int> chosen)
    {
        NpuInstruction[] code = [.. program.Code];
        foreach (int load in chosen)
        {
            code[load] = code[load].With(NpuIsa.Load.Compressed, Length(partsOfLoad[load]));
        }

        NpuConstant[] constants = [.. program.Constants];
        foreach (IGrouping<int, WeightPart> ofConstant in parts.Values.Where(p => p.Loads.Overlaps(chosen)).GroupBy(p => p.Constant))
        {
            NpuConstant constant = constants[ofConstant.Key];
            byte[] bytes = constant.Bytes.ToArray();
            foreach (WeightPart part in ofConstant)
            {
                int first = (int)(part.Range.Begin - constant.Address);
                Array.Clear(bytes, first, part.Bytes);
                part.Stream.CopyTo(bytes, first);
            }

            constants[ofConstant.Key] = constant with { Bytes = bytes };
        }

        return program with { Code = code, Constants = constants };
    }
}
