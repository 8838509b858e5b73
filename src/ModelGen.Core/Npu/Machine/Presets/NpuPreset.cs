namespace ModelGen.Npu;

/// <summary>A machine that is known by its name, and where its figures come from.</summary>
public sealed class NpuPreset
{
    internal NpuPreset(NpuMachine machine, string meaning, string[] sources, string[] known)
    {
        Machine = machine;
        Meaning = meaning;
        Sources = sources;
        Known = known;
    }

    /// <summary>The machine, which has the preset's name.</summary>
    public NpuMachine Machine { get; }

    /// <summary>What the machine is modelled on.</summary>
    public string Meaning { get; }

    /// <summary>Where the figures come from that are no assumptions.</summary>
    public EquatableArray<string> Sources { get; }

    /// <summary>Paths of the members that the sources give, by value or up to units; every other one is an assumption.</summary>
    public EquatableArray<string> Known { get; }
}
