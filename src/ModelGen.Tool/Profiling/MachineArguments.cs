using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ModelGen.Npu;

namespace ModelGen.Tool.Profiling;

/// <summary>Machines as the user names them.</summary>
internal static class MachineArguments
{
    /// <summary>The names of all presets, for help texts.</summary>
    public static string Known => string.Join(", ", NpuPresets.All.Select(p => p.Machine.Name));

    /// <summary>A preset by its name, or the machine in a JSON file.</summary>
    /// <exception cref="ToolException">There is no such preset or file, or the file is not a valid machine.</exception>
    public static NpuMachine Find(string name)
    {
        if (NpuPresets.Find(name) is { } preset)
        {
            return preset.Machine;
        }

        if (!File.Exists(name))
        {
            throw new ToolException($"'{name}' is neither a preset nor a file. Presets: {Known}.");
        }

        try
        {
            return NpuMachine.Parse(File.ReadAllText(name));
        }
        catch (FormatException e)
        {
            throw new ToolException($"'{name}' is not a machine: {e.Message}");
        }
    }

    /// <summary>The machines of a list with commas; <c>all</c> stands for every preset.</summary>
    public static IReadOnlyList<NpuMachine> FindAll(string names) => names == "all"
        ? [.. NpuPresets.All.Select(p => p.Machine)]
        : [.. names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Find)];
}
