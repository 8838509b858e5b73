using System;
using System.Collections.Generic;

namespace ModelGen.Compiler.Backends.Npu.Layers;

/// <summary>The rows that a stage makes for a stripe.</summary>
/// <param name="Needed">The first row that the next stage reads.</param>
/// <param name="From">The first row that is not there yet.</param>
/// <param name="End">The row behind the last one.</param>
internal readonly record struct StripeRows(int Needed, int From, int End)
{
    /// <summary>Whether anything is left to make.</summary>
    public bool IsEmpty => From >= End;

    /// <summary>The rows of each stage, stripe by stripe from above: each makes what the next one needs and what is not there from the stripe before.</summary>
    /// <param name="stages">The stages.</param>
    /// <param name="height">Rows of the last result.</param>
    /// <param name="rows">Rows of the last result in a stripe.</param>
    public static IEnumerable<StripeRows[]> Of(IReadOnlyList<IStripedLayer> stages, int height, int rows)
    {
        int last = stages.Count - 1;
        int[] made = new int[stages.Count];
        for (int row = 0; row < height; row += rows)
        {
            var stripe = new StripeRows[stages.Count];
            stripe[last] = new StripeRows(row, row, Math.Min(row + rows, height));
            for (int i = last - 1; i >= 0; i--)
            {
                StripeRows next = stripe[i + 1];
                if (next.IsEmpty)
                {
                    stripe[i] = new StripeRows(made[i], made[i], made[i]);
                    continue;
                }

                Span span = stages[i + 1].Windows.Rows(next.From, next.End - next.From, stages[i + 1].Input.Height);
                int from = Math.Max(span.First, made[i]);
                made[i] = Math.Max(from, span.First + span.Count);
                stripe[i] = new StripeRows(span.First, from, made[i]);
            }

            yield return stripe;
        }
    }
}
