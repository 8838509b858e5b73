namespace ModelGen.Linking;

/// <summary>A constant operand of a kernel: the value of a node of the link graph, rearranged.</summary>
/// <param name="Node">The node of the link graph.</param>
/// <param name="Packings">One for every width, or a single one for all.</param>
public sealed record PackedConstant(int Node, EquatableArray<Packing> Packings)
{
    /// <summary>The layout for a vector of <paramref name="lanes"/> lanes, or null when the plan has none.</summary>
    public Packing? For(int lanes)
    {
        foreach (Packing packing in Packings)
        {
            if (packing.Lanes == lanes || packing.Lanes == 0)
            {
                return packing;
            }
        }

        return null;
    }
}
