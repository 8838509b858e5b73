using System.Collections.Generic;
using System.Text;

namespace ModelGen.Npu;

/// <summary>FNV-1a of 64 bits: the same on every platform. Source: G. Fowler, L. C. Noll, K.-P. Vo, draft-eastlake-fnv.</summary>
internal static class StableHash
{
    private const ulong Basis = 14695981039346656037, Prime = 1099511628211;

    public static ulong Of(string text) => Of(Encoding.UTF8.GetBytes(text), 0);

    /// <summary>The hash of the bytes from <paramref name="start"/> on.</summary>
    public static ulong Of(IReadOnlyList<byte> bytes, int start)
    {
        ulong hash = Basis;
        for (int i = start; i < bytes.Count; i++)
        {
            hash = unchecked((hash ^ bytes[i]) * Prime);
        }

        return hash;
    }
}
