using System.Collections.Generic;
using System.Globalization;

namespace ModelGen.Onnx.Export;

/// <summary>Hands out names, each once.</summary>
internal sealed class UniqueNames
{
    private readonly HashSet<string> taken = [];

    /// <summary>The name itself if it is free, else with the first free number behind it.</summary>
    public string Take(string name)
    {
        string candidate = name;
        for (int i = 2; !taken.Add(candidate); i++)
        {
            candidate = name + "_" + i.ToString(CultureInfo.InvariantCulture);
        }

        return candidate;
    }
}
