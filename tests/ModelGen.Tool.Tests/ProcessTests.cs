using System;
using System.Diagnostics;
using System.IO;

namespace ModelGen.Tool.Tests;

/// <summary>The tool as a user starts it.</summary>
public class ProcessTests
{
    [Theory]
    [InlineData("--help", 0)]
    [InlineData("inspect nowhere.dll", 1)]
    [InlineData("inspect", 1)]
    [InlineData("unknown", 1)]
    [InlineData("bench a b --isa Vector7", 1)]
    public void Exit_codes_and_streams(string arguments, int exitCode)
    {
        string tool = Path.Combine(AppContext.BaseDirectory, "modelgen.dll");
        using Process process = Process.Start(new ProcessStartInfo("dotnet", $"\"{tool}\" {arguments}") { RedirectStandardOutput = true, RedirectStandardError = true })!;
        string output = process.StandardOutput.ReadToEnd(), error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(exitCode, process.ExitCode);
        Assert.Equal(exitCode != 0, error.Length > 0);
        Assert.DoesNotContain('\e', output + error);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inspect", "CLASS")]
    [InlineData("export", "--input-layout")]
    [InlineData("bench", "--threads")]
    public void Help_names_what_a_command_takes(string command, string expected)
    {
        string help = ToolRun.Of(command, "--help").Success();
        Assert.Contains(expected, help, StringComparison.Ordinal);
        Assert.Contains("Description:", help, StringComparison.Ordinal);
    }
}
