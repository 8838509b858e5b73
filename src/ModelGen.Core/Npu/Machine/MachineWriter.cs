using System.Linq;
using System.Text;

namespace ModelGen.Npu;

/// <summary>Writes a machine as JSON, a group a line.</summary>
internal static class MachineWriter
{
    public static string Write(NpuMachine machine)
    {
        var text = new StringBuilder();
        text.Append("{\n  \"name\": \"").Append(machine.Name).Append('"');
        string open = "";
        foreach (MachineMember<NpuMachine> member in MachineMembers.Of.Where(m => !double.IsNaN(m.Get(machine))))
        {
            int dot = member.Path.IndexOf('.');
            string group = dot < 0 ? "" : member.Path.Substring(0, dot);
            if (group != open)
            {
                text.Append(open.Length > 0 ? " }" : "");
            }

            text.Append(group.Length > 0 && group == open ? ", " : ",\n  ");
            if (group.Length > 0 && group != open)
            {
                text.Append('"').Append(group).Append("\": { ");
                text.Append(group == "array" ? $"\"kind\": \"{KindOf(machine.Array)}\", " : "");
            }

            text.Append('"').Append(member.Name).Append("\": ").Append(member.Text(machine));
            open = group;
        }

        text.Append(",\n  \"memories\": [");
        string separator = "\n";
        foreach (ExternalMemory memory in machine.Memories)
        {
            text.Append(separator).Append("    { \"name\": \"").Append(memory.Name).Append('"');
            foreach (MachineMember<ExternalMemory> member in MachineMembers.OfMemory)
            {
                text.Append(", \"").Append(member.Path).Append("\": ").Append(member.Text(memory));
            }

            text.Append(" }");
            separator = ",\n";
        }

        return text.Append("\n  ]\n}\n").ToString();
    }

    public static string KindOf(MacArray array) => array is SystolicArray ? "systolic" : "dotProduct";
}
