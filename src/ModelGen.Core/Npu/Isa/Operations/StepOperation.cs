using System.Collections.Generic;

namespace ModelGen.Npu;

/// <summary>Lets addresses of an instruction in the body of a loop grow with each iteration. It stands behind LOOP, or behind another STEP there.</summary>
public sealed class StepOperation : NpuOperation
{
    /// <summary>The most addresses that an operation has.</summary>
    internal const int MostAddresses = 3;

    internal StepOperation()
        : this(
            Count("at", "how many words behind this one the instruction is"),
            Increment("by0", "added to its first address in each iteration but the first"),
            Increment("by1", "added to its second address"),
            Increment("by2", "added to its third address"))
    {
    }

    private StepOperation(NpuField at, NpuField first, NpuField second, NpuField third)
        : base(0x45, "STEP", NpuEngine.Front, "Behind LOOP: lets addresses of an instruction in its body grow with each iteration.", at, first, second, third)
    {
        At = at;
        By = [first, second, third];
    }

    /// <summary>How many words behind this one the instruction is.</summary>
    public NpuField At { get; }

    /// <summary>What is added to each of its addresses, in the order of <see cref="NpuOperation.Addresses"/>, in each iteration but the first.</summary>
    public IReadOnlyList<NpuField> By { get; }

    private static NpuField Increment(string name, string meaning) => new(name, 48, meaning, signed: true);
}
