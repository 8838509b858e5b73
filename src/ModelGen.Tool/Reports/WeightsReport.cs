using System.Collections.Generic;
using System.Linq;
using Spectre.Console;

namespace ModelGen.Tool.Reports;

/// <summary>The tensors of a safetensors file.</summary>
internal static class WeightsReport
{
    public static void Write(ToolConsole console, string file)
    {
        ModelWeights weights = ModelWeights.Load(file, allowNonFinite: true);
        console.Text.WriteLine($"{file}: {weights.Names.Count} tensors, {Quantities.Bytes(weights.Tensors.Sum(t => t.Entry.Length))}");
        foreach (KeyValuePair<string, string> entry in weights.Metadata)
        {
            console.Text.WriteLine($"  {entry.Key}: {entry.Value}");
        }

        Table table = Tables.Create("tensor", "type", "shape", ">elements", ">bytes");
        foreach (WeightTensor tensor in weights.Tensors)
        {
            table.Add(
                tensor.Entry.Name,
                tensor.Entry.DataType,
                $"[{string.Join(", ", tensor.Entry.Extents)}]",
                Quantities.Count(tensor.Entry.Extents.Aggregate(1L, (count, extent) => count * extent)),
                Quantities.Count(tensor.Entry.Length));
        }

        console.Output.Write(table);
    }
}
