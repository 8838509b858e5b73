using System;
using System.Collections.Generic;

namespace ModelGen;

/// <summary>Finds the name that was probably meant.</summary>
internal static class NearMiss
{
    /// <summary>A sentence that begins with a space, or nothing when no candidate is close.</summary>
    public static string Suggest(string name, IEnumerable<string> candidates) => Find(name, candidates) is { } found ? $" Did you mean '{found}'?" : "";

    /// <summary>
    /// The closest candidate: one that differs by a prefix of whole segments, as <c>model.conv1.weight</c>, or else by at most a third
    /// of its characters.
    /// </summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        string? best = null;
        int least = (name.Length / 3) + 1;
        foreach (string candidate in candidates)
        {
            int distance = candidate.EndsWith("." + name, StringComparison.Ordinal) || name.EndsWith("." + candidate, StringComparison.Ordinal)
                ? 0
                : Distance(name, candidate, least);
            if (distance < least)
            {
                least = distance;
                best = candidate;
            }
        }

        return best;
    }

    /// <summary>The Levenshtein distance, or <paramref name="limit"/> when it is not below that.</summary>
    private static int Distance(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) >= limit)
        {
            return limit;
        }

        int[] previous = new int[b.Length + 1], current = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
        {
            previous[j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            int least = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
                least = Math.Min(least, current[j]);
            }

            if (least >= limit)
            {
                return limit;
            }

            (previous, current) = (current, previous);
        }

        return Math.Min(previous[b.Length], limit);
    }
}
