using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Npu;

/// <summary>The machines that come with ModelGen; docs/npu-presets.md has their figures and sources.</summary>
public static class NpuPresets
{
    /// <summary>All presets, in the order of the documentation.</summary>
    public static IReadOnlyList<NpuPreset> All { get; } = [.. VtaPresets.All, .. GemminiPresets.All, .. EthosPresets.All, .. NvdlaPresets.All, .. TpuPresets.All, .. FuriosaPresets.All];

    /// <summary>The preset of a name; null if there is none.</summary>
    public static NpuPreset? Find(string name) => All.FirstOrDefault(p => p.Machine.Name == name);

    /// <summary>The machine of a preset.</summary>
    /// <exception cref="ArgumentException">There is no preset of this name; the message lists them.</exception>
    public static NpuMachine Get(string name) =>
        Find(name)?.Machine
        ?? throw new ArgumentException($"There is no preset '{name}'; known are {string.Join(", ", All.Select(p => p.Machine.Name))}.", nameof(name));
}
