using System.IO;

namespace ModelGen.Tool.Tests;

/// <summary>A run of the tool in this process.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    /// <summary>The assembly of these tests, which has models.</summary>
    public static string Assembly => typeof(ToolRun).Assembly.Location;

    /// <summary>The weights of <see cref="TinyNet"/>.</summary>
    public static ModelWeights TinyWeights => ModelWeights.FromResource(typeof(ToolRun).Assembly, "ModelGen/tiny.safetensors");

    public static ToolRun Of(params string[] args)
    {
        using StringWriter output = new(), error = new();
        int exitCode = ToolCommand.Run(args, output, error);
        return new ToolRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Holds the run to have failed with one message and nothing else.</summary>
    public string Failure()
    {
        Assert.Equal(1, ExitCode);
        Assert.Empty(Output);
        Assert.StartsWith("modelgen: ", Error, System.StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Error, System.StringComparison.Ordinal);
        return Error;
    }

    /// <summary>Holds the run to have succeeded, and gives what it wrote, free of escape sequences.</summary>
    public string Success()
    {
        Assert.Equal("", Error);
        Assert.Equal(0, ExitCode);
        Assert.DoesNotContain('\e', Output);
        return Output;
    }
}
