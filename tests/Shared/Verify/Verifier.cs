using System.Runtime.CompilerServices;
using VerifyTests;

namespace VerifyXunit;

/// <summary>
/// Snapshot tests with the API of the package Verify.Xunit, as far as it is used here, so that the package can replace this file. A
/// snapshot is <c>Class.Method[_parameters].verified.txt</c> beside the test; where it differs, <c>.received.</c> is written for
/// inspection, and renaming it accepts it.
/// </summary>
public static class Verifier
{
    /// <summary>Compares a text with its snapshot.</summary>
    public static SettingsTask Verify(string target, VerifySettings? settings = null, [CallerFilePath] string sourceFile = "", [CallerMemberName] string member = "") =>
        Verify(target, "txt", settings, sourceFile, member);

    /// <summary>Compares a text with its snapshot, a file of the given extension.</summary>
    public static SettingsTask Verify(
        string target, string extension, VerifySettings? settings = null, [CallerFilePath] string sourceFile = "", [CallerMemberName] string member = "") =>
        new(settings, final => Snapshot.Compare(target, extension, final, sourceFile, member));
}
