using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ModelGen.Calibration;
using Spectre.Console;

namespace ModelGen.Tool.Reports;

/// <summary>Shows and records the noise that quantization brings.</summary>
internal static class NoiseReport
{
    /// <summary>A table of all layers, in the order of the model.</summary>
    public static void Write(ToolConsole console, IReadOnlyList<LayerNoise> noise)
    {
        Table table = Tables.Create("tensor", ">SQNR alone (dB)", ">SQNR so far (dB)");
        foreach (LayerNoise layer in noise)
        {
            table.Add(layer.Key, Decibels(layer.Added), Decibels(layer.Total));
        }

        console.Output.Write(table);
    }

    /// <summary>The profile with the noise so far at each tensor that has some.</summary>
    public static CalibrationProfile Record(CalibrationProfile profile, IReadOnlyList<LayerNoise> noise)
    {
        Dictionary<string, double> totals = noise.Where(n => double.IsFinite(n.Total)).ToDictionary(n => n.Key, n => n.Total);
        return profile with
        {
            Tensors = profile.Tensors.Select(t => t with { Sqnr = totals.TryGetValue(t.Key, out double total) ? (float)Math.Round(total, 2) : null }).ToArray(),
        };
    }

    private static string Decibels(double ratio) => double.IsPositiveInfinity(ratio) ? "exact" : ratio.ToString("0.0", CultureInfo.InvariantCulture);
}
