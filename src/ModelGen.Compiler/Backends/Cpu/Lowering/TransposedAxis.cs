using System;
using System.Collections.Generic;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>
/// The results of a transposed convolution along one axis that are a stride apart: they all take the same taps of the kernel, from
/// consecutive elements of the input, and so are an ordinary convolution.
/// </summary>
/// <param name="First">The first result.</param>
/// <param name="Count">The number of results, a stride apart.</param>
/// <param name="Taps">The taps that reach them; 0 when none does, and they are the bias alone.</param>
/// <param name="FirstTap">The first of these taps.</param>
/// <param name="TapStep">From tap to tap of the kernel.</param>
/// <param name="InputFirst">The element of the input that the first tap multiplies for the first result; may lie outside.</param>
/// <param name="InputStep">From tap to tap of the input, at most -1.</param>
internal readonly record struct TransposedAxis(int First, int Count, int Taps, int FirstTap, int TapStep, int InputFirst, int InputStep)
{
    /// <summary>The phases along an axis, by their first result; those without results are left out.</summary>
    public static IReadOnlyList<TransposedAxis> Phases(int outputs, int kernel, int stride, int dilation, int padding)
    {
        int common = Arithmetic.GreatestCommonDivisor(stride, dilation), step = stride / common;
        var phases = new List<TransposedAxis>();
        for (int first = 0; first < Math.Min(stride, outputs); first++)
        {
            int phase = (first + padding) % stride, tap = 0;
            while (tap < Math.Min(kernel, step) && tap * dilation % stride != phase)
            {
                tap++;
            }

            int taps = tap < Math.Min(kernel, step) ? ((kernel - 1 - tap) / step) + 1 : 0;
            int input = (first + padding - (tap * dilation)) / stride;
            phases.Add(new TransposedAxis(first, (outputs - first + stride - 1) / stride, taps, tap, step, taps == 0 ? 0 : input, -(dilation / common)));
        }

        return phases;
    }

    /// <summary>The elements in front of and behind an input of an extent that the taps of some phases reach.</summary>
    public static (int Before, int After) Reach(IReadOnlyList<TransposedAxis> phases, int inputs)
    {
        int before = 0, after = 0;
        foreach (TransposedAxis phase in phases)
        {
            if (phase.Taps > 0)
            {
                before = Math.Max(before, -(phase.InputFirst + ((phase.Taps - 1) * phase.InputStep)));
                after = Math.Max(after, phase.InputFirst + phase.Count - inputs);
            }
        }

        return (before, after);
    }
}
