using System.Globalization;
using System.Linq;
using ModelGen.Tool.Loading;
using Spectre.Console;

namespace ModelGen.Tool.Reports;

/// <summary>The layers of a model and what they cost.</summary>
internal static class ModelReport
{
    public static void Write(ToolConsole console, ModelClass model)
    {
        ModelInfo info = model.Info;
        console.Text.WriteLine(model.FullName);
        console.Text.WriteLine($"  inputs      {string.Join(", ", info.Inputs.Select(v => $"{v.Name} {v.Type}"))}");
        console.Text.WriteLine($"  outputs     {string.Join(", ", info.Outputs.Select(Describe))}");
        console.Text.WriteLine($"  parameters  {Quantities.Count(info.ParameterCount)} in {info.Parameters.Count} tensors");
        console.Text.WriteLine($"  MACs        {Quantities.Count(info.Macs)} a run");
        console.Text.WriteLine($"  arena       {Quantities.Bytes(info.ArenaBytes)}");
        Table table = Tables.Create("layer", "operator", "input", "output", ">MACs", ">parameters", "kernel");
        foreach (LayerInfo layer in info.Layers)
        {
            table.Add(
                layer.Path,
                layer.Operator,
                layer.InputShape.ToString(),
                layer.OutputShape.ToString(),
                layer.Macs == 0 ? "" : Quantities.Count(layer.Macs),
                layer.ParameterCount == 0 ? "" : Quantities.Count(layer.ParameterCount),
                layer.Kernel ?? "");
        }

        console.Output.Write(table);
        if (info.Calibration is not null)
        {
            PrecisionReport.Write(console, info);
        }
    }

    private static string Describe(ValueInfo output) => output.Quantization is { } quantization
        ? string.Create(CultureInfo.InvariantCulture, $"{output.Name} {output.Type} (scale {quantization.Scale:R}, zero point {quantization.ZeroPoint})")
        : $"{output.Name} {output.Type}";
}
