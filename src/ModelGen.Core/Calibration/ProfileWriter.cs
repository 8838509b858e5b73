using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace ModelGen.Calibration;

/// <summary>Writes a calibration profile as JSON, one tensor or layer a line.</summary>
internal static class ProfileWriter
{
    public static string Write(CalibrationProfile profile)
    {
        var text = new StringBuilder();
        text.Append("{\n  \"version\": ").Append(ProfileNames.Version.ToString(CultureInfo.InvariantCulture));
        text.Append(",\n  \"model\": ").Append(Quote(profile.Model));
        text.Append(",\n  \"method\": ").Append(Quote(profile.Method));
        text.Append(",\n  \"element\": ").Append(Quote(ElementTypes.Abbreviation(profile.Element)));
        text.Append(",\n  \"rounding\": ").Append(Quote(ProfileNames.Of(profile.Rounding)));
        Section(text, "tensors", profile.Tensors.Select(t => (t.Key, Describe(t))));
        if (profile.Equalization.Count > 0)
        {
            Section(text, "equalization", profile.Equalization.Select(l => (l.Key, List(l))));
        }

        if (profile.BiasCorrections.Count > 0)
        {
            Section(text, "biasCorrections", profile.BiasCorrections.Select(l => (l.Key, List(l))));
        }

        return text.Append("\n}\n").ToString();
    }

    private static void Section(StringBuilder text, string name, IEnumerable<(string Key, string Value)> lines)
    {
        text.Append(",\n  ").Append(Quote(name)).Append(": {");
        string separator = "\n";
        foreach ((string key, string value) in lines)
        {
            text.Append(separator).Append("    ").Append(Quote(key)).Append(": ").Append(value);
            separator = ",\n";
        }

        text.Append(separator == "\n" ? "}" : "\n  }");
    }

    private static string Describe(TensorCalibration tensor) =>
        "{ \"min\": " + Number(tensor.Minimum) + ", \"max\": " + Number(tensor.Maximum) + ", \"scale\": " + Number(tensor.Scale)
        + ", \"zeroPoint\": " + tensor.ZeroPoint.ToString(CultureInfo.InvariantCulture)
        + (tensor.Sqnr is { } sqnr ? ", \"sqnr\": " + Number(sqnr) : "") + " }";

    private static string List(ChannelValues layer) => "[" + string.Join(", ", layer.Values.Select(Number)) + "]";

    /// <summary>The fewest digits from 6 on that give the same bits when read; 9 always do. Not "R", whose digits depend on the framework.</summary>
    private static string Number(float value)
    {
        if (value == 0)
        {
            return 1 / value < 0 ? "-0" : "0";
        }

        for (int digits = 6; digits < 9; digits++)
        {
            string text = value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float read) && read == value)
            {
                return text;
            }
        }

        return value.ToString("G9", CultureInfo.InvariantCulture);
    }

    private static string Quote(string value)
    {
        var text = new StringBuilder("\"");
        foreach (char c in value)
        {
            if (c is '"' or '\\')
            {
                text.Append('\\').Append(c);
            }
            else if (c < ' ')
            {
                text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                text.Append(c);
            }
        }

        return text.Append('"').ToString();
    }
}
