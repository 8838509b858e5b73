using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace ModelGen.Npu;

/// <summary>The generated part of docs/npu-presets.md.</summary>
internal static class PresetDocumentation
{
    public static string Write()
    {
        var text = new StringBuilder();
        text.Append("## Members\n\n| member | range | meaning |\n|---|---|---|\n");
        foreach (MachineMember<NpuMachine> member in MachineMembers.Of)
        {
            Row(text, $"`{member.Path}`", member.Range, member.Meaning);
        }

        foreach (MachineMember<ExternalMemory> member in MachineMembers.OfMemory)
        {
            Row(text, $"`memories[i].{member.Path}`", member.Range, member.Meaning);
        }

        foreach (NpuPreset preset in NpuPresets.All)
        {
            text.Append("\n## ").Append(preset.Machine.Name).Append("\n\n").Append(preset.Meaning).Append("\n\n");
            foreach (string source in preset.Sources)
            {
                text.Append("- ").Append(source).Append('\n');
            }

            text.Append("\n| member | value | |\n|---|---|---|\n");
            foreach ((string path, string value) in Values(preset.Machine))
            {
                Row(text, $"`{path}`", value, preset.Known.Contains(path) ? "" : "assumed");
            }
        }

        return text.ToString();
    }

    /// <summary>Every member that applies, with its value as text.</summary>
    public static IEnumerable<(string Path, string Value)> Values(NpuMachine machine)
    {
        foreach (MachineMember<NpuMachine> member in MachineMembers.Of.Where(m => !double.IsNaN(m.Get(machine))))
        {
            yield return (member.Path, member.Text(machine));
        }

        for (int i = 0; i < machine.Memories.Count; i++)
        {
            yield return ($"memories[{i}].name", machine.Memories[i].Name);
            foreach (MachineMember<ExternalMemory> member in MachineMembers.OfMemory)
            {
                yield return ($"memories[{i}].{member.Path}", member.Text(machine.Memories[i]));
            }
        }
    }

    private static void Row(StringBuilder text, params string[] cells) => text.Append("| ").Append(string.Join(" | ", cells)).Append(" |\n");
}
