using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Npu;

/// <summary>What a valid machine satisfies.</summary>
internal static class MachineRules
{
    private const int MostMemories = 8;
    private const int LongestName = 64;

    /// <summary>Each defect with the path of the guilty member.</summary>
    public static IEnumerable<(string Path, string Message)> Find(NpuMachine machine)
    {
        if (!IsName(machine.Name))
        {
            yield return ("name", $"\"name\" is \"{machine.Name}\", but it is 1 to {LongestName} lower-case letters, digits, '-', '.' and '_'.");
        }

        foreach (MachineMember<NpuMachine> member in MachineMembers.Of)
        {
            double value = member.Get(machine);
            if (!double.IsNaN(value) && member.Defect(member.Path, value) is { } defect)
            {
                yield return (member.Path, defect);
            }
        }

        Scratchpad scratchpad = machine.Scratchpad;
        if (scratchpad.Banks > 0 && scratchpad.Bytes % scratchpad.Banks != 0)
        {
            yield return ("scratchpad.banks", $"\"scratchpad.banks\" is {scratchpad.Banks}, which does not divide the {scratchpad.Bytes} of \"scratchpad.bytes\".");
        }

        else if (scratchpad.Banks > 0 && scratchpad.InterleaveBytes > 0 && scratchpad.BankBytes % scratchpad.InterleaveBytes != 0)
        {
            yield return (
                "scratchpad.interleaveBytes",
                $"\"scratchpad.interleaveBytes\" is {scratchpad.InterleaveBytes}, which does not divide the {scratchpad.BankBytes} bytes of a bank.");
        }

        if (machine.AccumulatorBytes % 4 != 0)
        {
            yield return ("accumulatorBytes", $"\"accumulatorBytes\" is {machine.AccumulatorBytes}, but accumulators have 4 bytes each; make it a multiple of 4.");
        }

        if ((machine.Dma.BurstBytes & (machine.Dma.BurstBytes - 1)) != 0)
        {
            yield return ("dma.burstBytes", $"\"dma.burstBytes\" is {machine.Dma.BurstBytes}, but it is a power of two.");
        }

        foreach ((string, string) defect in FindInMemories(machine))
        {
            yield return defect;
        }
    }

    private static IEnumerable<(string Path, string Message)> FindInMemories(NpuMachine machine)
    {
        if (machine.Memories.Count is 0 or > MostMemories)
        {
            yield return ("memories", $"\"memories\" has {machine.Memories.Count} memories, but a machine has 1 to {MostMemories}.");
        }

        for (int i = 0; i < machine.Memories.Count; i++)
        {
            ExternalMemory memory = machine.Memories[i];
            string path = $"memories[{i}]";
            if (!IsName(memory.Name) || machine.Memories.Take(i).Any(m => m.Name == memory.Name))
            {
                yield return (
                    path + ".name",
                    $"\"{path}.name\" is \"{memory.Name}\", but it is 1 to {LongestName} lower-case letters, digits, '-', '.' and '_', unique among the memories.");
            }

            foreach (MachineMember<ExternalMemory> member in MachineMembers.OfMemory)
            {
                if (member.Defect($"{path}.{member.Path}", member.Get(memory)) is { } defect)
                {
                    yield return ($"{path}.{member.Path}", defect);
                }
            }

            if (!memory.Writable && (memory.Holds & (TensorClasses.Features | TensorClasses.InputOutput)) != 0)
            {
                yield return ($"{path}.writable", $"\"{path}.writable\" is false, but results live in this memory; make it writable or let them live elsewhere.");
            }
        }

        foreach ((TensorClasses tensors, string member) in new[]
        {
            (TensorClasses.Weights, "holdsWeights"), (TensorClasses.Features, "holdsFeatures"), (TensorClasses.InputOutput, "holdsInputOutput"),
        })
        {
            int count = machine.Memories.Count(m => (m.Holds & tensors) != 0);
            if (count != 1)
            {
                yield return ("memories", $"\"{member}\" is true in {count} of the \"memories\", but it is in exactly one.");
            }
        }
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '.' or '_');
}
