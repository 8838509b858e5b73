using System;
using System.Runtime.InteropServices;

namespace ModelGen.CompilerServices;

/// <summary>
/// Memory for machine code: written first, executable then, never both. Systems may refuse either step; the caller does without then.
/// </summary>
internal static unsafe partial class ExecutableMemory
{
    /// <summary>The environment variable that refuses machine code where it is 0.</summary>
    public const string Variable = "MODELGEN_MACHINE_CODE";

    /// <summary>Whether the environment lets machine code be used.</summary>
    public static bool IsAllowed => Allows(Environment.GetEnvironmentVariable(Variable));

    /// <summary>Whether a value of the environment variable lets machine code be used.</summary>
    public static bool Allows(string? value) => value?.Trim() != "0";

    /// <summary>Copies code to where it can run, for the rest of the process; null where that is refused.</summary>
    public static byte* Map(ReadOnlySpan<byte> code)
    {
        try
        {
            return OperatingSystem.IsWindows() ? MapWindows(code)
                : OperatingSystem.IsLinux() ? MapUnix(code, UnixPrivate | LinuxAnonymous)
                : OperatingSystem.IsMacOS() ? MapUnix(code, UnixPrivate | MacAnonymous)
                : null;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    private const int UnixRead = 1, UnixWrite = 2, UnixExecute = 4, UnixPrivate = 2, LinuxAnonymous = 0x20, MacAnonymous = 0x1000;

    private const uint CommitAndReserve = 0x3000, Release = 0x8000, ReadWrite = 0x04, ExecuteRead = 0x20;

    private static byte* MapUnix(ReadOnlySpan<byte> code, int flags)
    {
        nint memory = MemoryMap(0, (nuint)code.Length, UnixRead | UnixWrite, flags, -1, 0);
        if (memory is -1 or 0)
        {
            return null;
        }

        code.CopyTo(new Span<byte>((void*)memory, code.Length));
        if (MemoryProtect(memory, (nuint)code.Length, UnixRead | UnixExecute) == 0)
        {
            return (byte*)memory;
        }

        _ = MemoryUnmap(memory, (nuint)code.Length);
        return null;
    }

    private static byte* MapWindows(ReadOnlySpan<byte> code)
    {
        nint memory = VirtualAlloc(0, (nuint)code.Length, CommitAndReserve, ReadWrite);
        if (memory == 0)
        {
            return null;
        }

        code.CopyTo(new Span<byte>((void*)memory, code.Length));
        if (VirtualProtect(memory, (nuint)code.Length, ExecuteRead, out _) != 0 && FlushInstructionCache(GetCurrentProcess(), memory, (nuint)code.Length) != 0)
        {
            return (byte*)memory;
        }

        _ = VirtualFree(memory, 0, Release);
        return null;
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint MemoryMap(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int MemoryProtect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int MemoryUnmap(nint address, nuint length);

    [LibraryImport("kernel32", EntryPoint = "VirtualAlloc")]
    private static partial nint VirtualAlloc(nint address, nuint length, uint type, uint protection);

    [LibraryImport("kernel32", EntryPoint = "VirtualProtect")]
    private static partial int VirtualProtect(nint address, nuint length, uint protection, out uint previous);

    [LibraryImport("kernel32", EntryPoint = "VirtualFree")]
    private static partial int VirtualFree(nint address, nuint length, uint type);

    [LibraryImport("kernel32", EntryPoint = "GetCurrentProcess")]
    private static partial nint GetCurrentProcess();

    [LibraryImport("kernel32", EntryPoint = "FlushInstructionCache")]
    private static partial int FlushInstructionCache(nint process, nint address, nuint length);
}
