using System;
using System.Runtime.InteropServices;

namespace ModelGen.CompilerServices;

/// <summary>Which processors threads run on. Only Linux is known; elsewhere the calls have no effect.</summary>
internal static unsafe partial class Processors
{
    /// <summary>The processor is not known.</summary>
    public const int Unknown = -1;

    private const int Bits = 64, Words = 16;

    /// <summary>The processor of the calling thread, or <see cref="Unknown"/>.</summary>
    public static int Current
    {
        get
        {
            try
            {
                return OperatingSystem.IsLinux() ? CurrentProcessor() : Unknown;
            }
            catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
            {
                return Unknown;
            }
        }
    }

    /// <summary>
    /// Moves the calling thread to a processor that is not among those given, if it may use one; which processors it may use does not change.
    /// </summary>
    public static void Leave(ReadOnlySpan<int> processors)
    {
        ulong* allowed = stackalloc ulong[Words];
        ulong* others = stackalloc ulong[Words];
        const nuint size = Words * sizeof(ulong);
        if (!OperatingSystem.IsLinux() || GetAffinity(0, size, allowed) != 0)
        {
            return;
        }

        new ReadOnlySpan<ulong>(allowed, Words).CopyTo(new Span<ulong>(others, Words));
        foreach (int processor in processors)
        {
            if (processor is >= 0 and < Bits * Words)
            {
                others[processor / Bits] &= ~(1UL << (processor % Bits));
            }
        }

        if (new ReadOnlySpan<ulong>(others, Words).ContainsAnyExcept(0UL) && SetAffinity(0, size, others) == 0)
        {
            _ = SetAffinity(0, size, allowed);
        }
    }

    [LibraryImport("libc", EntryPoint = "sched_getcpu")]
    [SuppressGCTransition]
    private static partial int CurrentProcessor();

    [LibraryImport("libc", EntryPoint = "sched_getaffinity")]
    private static partial int GetAffinity(int thread, nuint size, ulong* processors);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int thread, nuint size, ulong* processors);
}
