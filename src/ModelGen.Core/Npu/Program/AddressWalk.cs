using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Npu;

/// <summary>
/// Follows registers through a program whose loops are well-formed, and checks every address in all iterations. A body is walked twice: for the
/// first iteration, and for all others, which begin with the registers that the body leaves; addresses are affine, so their extremes are at the
/// ends of the ranges.
/// </summary>
internal sealed class AddressWalk(NpuProgram program, NpuMachine machine, List<string> defects)
{
    private const int Enough = 20;

    private readonly NpuRegisters[] registers = [.. Enumerable.Range(0, 5).Select(e => new NpuRegisters((NpuEngine)e))];
    private readonly List<(long Begin, long End)>[] external = [.. Enumerable.Range(0, machine.Memories.Count).Select(m => NpuMemoryMap.Of(program, m))];
    private readonly int[] ends = Ends(program);
    private readonly LoopSteps steps = new(program);
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly List<NpuAccess> low = [], high = [];
    private (long Depth, long Width) preloaded;

    public void Run() => Walk(0, program.Code.Count, []);

    /// <summary>The index of the END of each LOOP.</summary>
    public static int[] Ends(NpuProgram program)
    {
        var ends = new int[program.Code.Count];
        var open = new Stack<int>();
        for (int i = 0; i < program.Code.Count; i++)
        {
            if (program.Code[i].Operation is LoopOperation)
            {
                open.Push(i);
            }
            else if (program.Code[i].Operation is EndOperation)
            {
                ends[open.Pop()] = i;
            }
        }

        return ends;
    }

    private void Walk(int begin, int end, (int Low, int High)[] loops)
    {
        for (int i = begin; i < end && defects.Count < Enough; i++)
        {
            NpuInstruction instruction = program.Code[i];
            if (instruction.Operation is LoopOperation loop)
            {
                int last = (int)instruction[loop.Iterations] - 1;
                Walk(i + 1, ends[i], [.. loops, (0, 0)]);
                if (last > 0)
                {
                    Walk(i + 1, ends[i], [.. loops, (1, last)]);
                }

                i = ends[i];
            }
            else if (instruction.Engine != NpuEngine.Front)
            {
                Check(i, instruction, loops);
            }
        }
    }

    private void Check(int index, NpuInstruction instruction, (int Low, int High)[] loops)
    {
        NpuOperation operation = instruction.Operation!;
        NpuRegisters file = registers[(int)instruction.Engine];
        if (operation.Defect(instruction, file, machine) is { } defect)
        {
            Add(index, defect);
            return;
        }

        switch (operation)
        {
            case ConfigureOperation:
                file.Configure(instruction);
                return;
            case PreloadOperation preload:
                preloaded = (instruction[preload.Depth], instruction[preload.Width]);
                break;
            case MultiplyOperation multiply when preloaded != (instruction[multiply.Depth], instruction[multiply.Width]):
                Add(index, $"MM multiplies with {instruction[multiply.Depth]} by {instruction[multiply.Width]} weights, but PRELOAD has loaded {preloaded.Depth} by {preloaded.Width}.");
                return;
        }

        (int Low, int High) outer = loops.Length > 0 ? loops[0] : default, inner = loops.Length > 1 ? loops[1] : default;
        low.Clear();
        operation.Accesses(instruction, file, new NpuPoint(0), low);
        for (int i = 0; i < low.Count; i++)
        {
            CheckSize(index, low[i]);
        }

        long[] least = [.. low.Select(_ => long.MaxValue)], most = [.. low.Select(_ => long.MinValue)];
        foreach ((int o, int n, int core) in from o in new[] { outer.Low, outer.High } from n in new[] { inner.Low, inner.High } from c in new[] { 0, program.Cores - 1 } select (o, n, c))
        {
            high.Clear();
            operation.Accesses(instruction, file, new NpuPoint(core), high);
            for (int i = 0; i < high.Count; i++)
            {
                high[i] = Stepped(index, high[i], operation, o, n);
                least[i] = Math.Min(least[i], high[i].Low);
                most[i] = Math.Max(most[i], high[i].High);
                CheckAlignment(index, high[i]);
            }
        }

        for (int i = 0; i < low.Count; i++)
        {
            CheckBounds(index, low[i], least[i], most[i]);
        }
    }

    /// <summary>An access in some iterations; it is called as the operand that has its address.</summary>
    private NpuAccess Stepped(int index, NpuAccess access, NpuOperation operation, int outer, int inner)
    {
        for (int i = 0; i < operation.Addresses.Count; i++)
        {
            if (operation.Addresses[i].Name == access.What)
            {
                return access with { Address = access.Address + steps.Offset(index, i, outer, inner) };
            }
        }

        return access;
    }

    private void CheckSize(int index, NpuAccess access)
    {
        if (access.Rows < 1 || access.Columns < 1 || access.Bytes < 1)
        {
            Add(index, $"'{access.What}' is {access.Rows} rows by {access.Columns} columns of {access.Bytes} bytes, but each is at least 1.");
        }
        else if (access.Writes && access.Overlaps)
        {
            Add(index, $"'{access.What}' writes bytes twice: {access.Rows} rows by {access.Columns} columns of {access.Bytes} bytes, with {access.RowStride} bytes a row and {access.ColumnStride} a column.");
        }
    }

    private void CheckAlignment(int index, NpuAccess access)
    {
        if (access.Space == NpuSpace.Accumulator
            && (access.Address % 4 != 0 || (access.Rows > 1 && access.RowStride % 4 != 0) || (access.Columns > 1 && access.ColumnStride % 4 != 0)))
        {
            Add(index, $"'{access.What}' is at {access.Address} of the accumulators with {access.RowStride} bytes a row and {access.ColumnStride} a column, but each is a multiple of 4.");
        }
    }

    private void CheckBounds(int index, NpuAccess access, long least, long most)
    {
        if (access.Space != NpuSpace.External)
        {
            long size = machine.BytesOf(access.Space);
            if (least < 0 || most > size)
            {
                Add(index, $"'{access.What}' reaches from {least} to {most - 1}, but {NameOf(access.Space)} has addresses 0 to {size - 1}.");
            }
        }
        else if (access.Memory >= machine.Memories.Count)
        {
            Add(index, $"'memory' is {access.Memory}, but machine '{machine.Name}' has memories 0 to {machine.Memories.Count - 1}.");
        }
        else if (access.Writes && !machine.Memories[access.Memory].Writable)
        {
            Add(index, $"'{access.What}' is in memory '{machine.Memories[access.Memory].Name}', which is not writable.");
        }
        else if (NpuMemoryMap.Find(external[access.Memory], least, most) < 0)
        {
            Add(index, $"'{access.What}' reaches from {least} to {most - 1} of memory '{machine.Memories[access.Memory].Name}', which is not within the program's regions and constants.");
        }
    }

    public static string NameOf(NpuSpace space) => space switch
    {
        NpuSpace.Scratchpad => "the scratchpad",
        NpuSpace.Weights => "the weight buffer",
        NpuSpace.Parameters => "the parameter memory",
        NpuSpace.Tables => "the table memory",
        NpuSpace.Accumulator => "the accumulator memory",
        _ => "external memory",
    };

    private void Add(int index, string defect)
    {
        string message = NpuVerifier.Place(index) + defect;
        if (seen.Add(message))
        {
            defects.Add(message);
        }
    }
}
