using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Passes;

/// <summary>A <see cref="Pad"/> seen as padding of the planes of an image.</summary>
internal static class PlanePadding
{
    /// <summary>Whether it adds zeros to height and width of an image (N, H, W, C) only.</summary>
    public static bool IsZero(Pad pad) => pad is { Value: 0, Before: { Count: 4 } before, After: var after }
        && before[0] == 0 && after[0] == 0 && before[3] == 0 && after[3] == 0;

    /// <summary>Both amounts together.</summary>
    public static Pads Sum(Pads pads, Pad pad) =>
        new(pads.Top + pad.Before[1], pads.Left + pad.Before[2], pads.Bottom + pad.After[1], pads.Right + pad.After[2]);
}
