using System;

namespace ModelGen.Tool.Tests;

public class BenchCommandTests
{
    [Theory]
    [InlineData("TinyNet")]
    [InlineData("Lookup", "--random-weights", "1")]
    public void A_model_is_timed(params string[] model)
    {
        string output = ToolRun.Of(["bench", ToolRun.Assembly, .. model, "--seconds", "0.05", "--isa", "Vector128"]).Success();
        Assert.Contains("1 thread, instruction set: Vector128", output, StringComparison.Ordinal);
        Assert.Contains("median", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--threads", "0")]
    [InlineData("--seconds", "0")]
    [InlineData("--seconds", "NaN")]
    public void Numbers_out_of_range_are_refused(string option, string value) =>
        Assert.Contains(option, ToolRun.Of("bench", ToolRun.Assembly, "TinyNet", option, value).Failure(), StringComparison.Ordinal);

    [Fact]
    public void Quantiles_are_of_the_sorted_durations()
    {
        var sample = new LatencySample([50, 10, 40, 20, 30]);
        Assert.Equal(sample.Quantile(0) * 5, sample.Quantile(1));
        Assert.Equal(sample.Quantile(0.5), sample.Mean);
        Assert.Equal(5, sample.Count);
    }
}
