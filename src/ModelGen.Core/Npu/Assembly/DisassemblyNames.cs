using System.Linq;

namespace ModelGen.Npu;

/// <summary>Names in assembly text.</summary>
internal static class DisassemblyNames
{
    private const int LongestName = 64;

    /// <summary>Whether a semaphore can have the name: letters, digits and '_', not s and a number, which each has anyway.</summary>
    public static bool IsSemaphoreName(string name) =>
        name.Length is > 0 and <= LongestName
        && name.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_')
        && !(name[0] == 's' && name.Skip(1).All(c => c is >= '0' and <= '9'));
}
