using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace ModelGen.Tool.Tests;

/// <summary><c>modelgen profile</c> and <c>modelgen compare</c>.</summary>
public sealed class ProfileCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_model_is_timed_layer_by_layer()
    {
        string output = ToolRun.Of("profile", SampleAssemblies.Digits, "DigitClassifier", "--machine", "ethos-u55-128").Success();
        Assert.Contains("DigitClassifier on ethos-u55-128", output, StringComparison.Ordinal);
        foreach (string layer in new[] { "conv1", "conv2", "classifier" })
        {
            Assert.Contains("\n  " + layer, output, StringComparison.Ordinal);
        }

        Assert.Contains("host: ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ethos-u55-128")]
    [InlineData("gemmini-16x16")]
    [InlineData("warboy-2pe")]
    public void The_page_accounts_for_every_cycle(string machine)
    {
        ToolRun.Of("profile", SampleAssemblies.Digits, "DigitClassifier", "-m", machine, "--html", folder["report.html"]).Success();
        string page = File.ReadAllText(folder["report.html"]);
        Assert.Contains("spends its time in exponentials", page, StringComparison.Ordinal);
        JsonElement report = Data(page);
        long cycles = report.GetProperty("cycles").GetInt64();
        Assert.True(cycles > 0);
        JsonElement[] lanes = [.. report.GetProperty("lanes").EnumerateArray()];
        Assert.All(lanes, lane => Assert.Equal(cycles, Numbers(lane, "cycles").Sum()));
        JsonElement spans = report.GetProperty("spans"), parts = report.GetProperty("parts");
        long[] lane = Numbers(spans, "lane"), begin = Numbers(spans, "begin"), end = Numbers(spans, "end"), first = Numbers(spans, "firstPart"), count = Numbers(spans, "parts"), spent = Numbers(parts, "cycles");
        Assert.NotEmpty(lane);
        var last = new long[lanes.Length];
        for (int i = 0; i < lane.Length; i++)
        {
            // The parts of a span lead from the end of the one before it to its own.
            Assert.InRange(begin[i], last[lane[i]], end[i]);
            Assert.Equal(end[i] - last[lane[i]], spent.AsSpan((int)first[i], (int)count[i]).ToArray().Sum());
            last[lane[i]] = end[i];
        }

        Assert.All(last, l => Assert.InRange(l, 0, cycles));
    }

    [Fact]
    public void Trace_and_table_have_what_the_page_has()
    {
        ToolRun.Of(
            "profile", SampleAssemblies.Digits, "DigitClassifier", "-m", "vta-pynq", "--html", folder["report.html"], "--trace", folder["trace.json"], "--csv", folder["layers.csv"], "--listing", folder["program.txt"]).Success();
        JsonElement report = Data(File.ReadAllText(folder["report.html"]));
        JsonElement[] layers = [.. report.GetProperty("layers").EnumerateArray()];
        JsonElement[] events = [.. JsonDocument.Parse(File.ReadAllText(folder["trace.json"])).RootElement.GetProperty("traceEvents").EnumerateArray()];
        Assert.Equal(layers.Length + Numbers(report.GetProperty("spans"), "lane").Length, events.Count(e => e.GetProperty("ph").GetString() == "X"));
        double microseconds = report.GetProperty("cycles").GetInt64() / report.GetProperty("clockHertz").GetDouble() * 1e6;
        Assert.All(events.Where(e => e.GetProperty("ph").GetString() == "X"), e => Assert.InRange(e.GetProperty("ts").GetDouble() + e.GetProperty("dur").GetDouble(), 0, microseconds * 1.000001));
        string[] lines = File.ReadAllText(folder["layers.csv"]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(layers.Length + 1, lines.Length);
        Assert.Equal(layers[1].GetProperty("name").GetString(), lines[2].Split(',')[0]);
        Assert.Contains("HALT", File.ReadAllText(folder["program.txt"]), StringComparison.Ordinal);
    }

    /// <summary>The weights of the sample are trained, and Ethos-U has a decoder.</summary>
    [Theory]
    [InlineData("ethos-u55-256", true)]
    [InlineData("vta-pynq", false)]
    public void Layers_show_what_compressed_weights_save(string machine, bool hasDecoder)
    {
        ToolRun.Of("profile", SampleAssemblies.Digits, "DigitClassifier", "-m", machine, "--html", folder["report.html"], "--csv", folder["layers.csv"]).Success();
        JsonElement[] layers = [.. Data(File.ReadAllText(folder["report.html"])).GetProperty("layers").EnumerateArray()];
        long compressed = layers.Sum(l => l.GetProperty("compressed").GetInt64()), decoded = layers.Sum(l => l.GetProperty("decoded").GetInt64());
        Assert.Equal(hasDecoder, decoded > 0);
        Assert.True(hasDecoder ? compressed > 0 && compressed < decoded : compressed == 0);
        Assert.Contains(",compressed_bytes,decoded_bytes,", File.ReadLines(folder["layers.csv"]).First(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_browser_draws_the_page_without_an_error()
    {
        string? browser = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);
        Skip.If(browser is null, "There is no Chromium here.");
        ToolRun.Of("profile", SampleAssemblies.Digits, "DigitClassifier", "-m", "ethos-u55-256", "--html", folder["report.html"]).Success();
        ToolRun.Of("compare", SampleAssemblies.Digits, "DigitClassifier", "-m", "vta-pynq,tpu-v1", "--html", folder["compare.html"]).Success();
        foreach ((string page, string drawn) in new[] { ("report.html", "<canvas"), ("compare.html", "tpu-v1</span>") })
        {
            string text = File.ReadAllText(folder[page]).Replace("<script>", "<script>addEventListener('error', e => document.title = 'failed: ' + e.message);</script><script>", StringComparison.Ordinal);
            File.WriteAllText(folder[page], text);
            var start = new ProcessStartInfo(browser!, ["--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=" + folder["profile"], "--virtual-time-budget=2000", "--dump-dom", "file://" + folder[page]])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using Process process = Process.Start(start)!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            string dom = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.Contains(drawn, dom, StringComparison.Ordinal);
            Assert.DoesNotContain("<title>failed", dom, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Machines_stand_side_by_side()
    {
        string output = ToolRun.Of("compare", SampleAssemblies.Digits, "DigitClassifier", "--machines", "ethos-u55-32,ethos-u55-256").Success();
        Assert.Contains("ethos-u55-32", output, StringComparison.Ordinal);
        Assert.Contains("ethos-u55-256", output, StringComparison.Ordinal);
        Assert.Contains("inferences/s", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_core_runs_an_inference_of_its_own()
    {
        Assert.Contains(" for 2 inferences, ", ToolRun.Of("profile", SampleAssemblies.Digits, "DigitClassifier", "-m", "ethos-u65-512", "--side-by-side").Success(), StringComparison.Ordinal);
        Assert.DoesNotContain(" for 2 inferences, ", ToolRun.Of("profile", SampleAssemblies.Digits, "DigitClassifier", "-m", "ethos-u65-512").Success(), StringComparison.Ordinal);
    }

    /// <summary>A small network gains more by an inference on each core than by both cores at one.</summary>
    [Fact]
    public void Throughput_is_that_of_the_better_way_to_use_several_cores()
    {
        ToolRun.Of("compare", SampleAssemblies.Digits, "DigitClassifier", "-m", "ethos-u65-256,ethos-u65-512", "--html", folder["compare.html"]).Success();
        JsonElement[] rows = [.. Data(File.ReadAllText(folder["compare.html"])).GetProperty("rows").EnumerateArray()];
        Assert.Equal(1 / rows[0].GetProperty("seconds").GetDouble(), rows[0].GetProperty("throughput").GetDouble(), 1e-3);
        Assert.True(rows[1].GetProperty("throughput").GetDouble() > 1.05 / rows[1].GetProperty("seconds").GetDouble());
    }

    [Fact]
    public void A_model_without_calibration_is_profiled_with_a_warning()
    {
        ToolRun run = ToolRun.Of("profile", ToolRun.Assembly, "TinyNet", "-m", "ethos-u55-32");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("warning: TinyNet has no calibration", run.Error, StringComparison.Ordinal);
        Assert.Contains("TinyNet on ethos-u55-32", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_of_ones_own_is_read_from_a_file()
    {
        string file = folder.Write("slow.json", [.. """{ "preset": "ethos-u55-128", "name": "slow", "clockHertz": 1000000 }"""u8]);
        Assert.Contains("DigitClassifier on slow", ToolRun.Of("profile", SampleAssemblies.Digits, "DigitClassifier", "-m", file).Success(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_machine_is_refused()
    {
        Assert.Contains("'u55' is neither a preset nor a file. Presets: vta-pynq,", ToolRun.Of("profile", SampleAssemblies.Digits, "DigitClassifier", "-m", "u55").Failure(), StringComparison.Ordinal);
        string file = folder.Write("broken.json", [.. """{ "preset": "ethos-u55-128", "clockHertz": -1 }"""u8]);
        Assert.Contains("clockHertz", ToolRun.Of("compare", SampleAssemblies.Digits, "DigitClassifier", "-m", file).Failure(), StringComparison.Ordinal);
    }

    private static JsonElement Data(string page)
    {
        const string Begin = "const report = ";
        int from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, to = page.IndexOf(";\n", from, StringComparison.Ordinal);
        return JsonDocument.Parse(page[from..to]).RootElement;
    }

    private static long[] Numbers(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(e => e.GetInt64())];
}
