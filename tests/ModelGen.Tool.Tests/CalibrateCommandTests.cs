using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using ModelGen.Calibration;
using ModelGen.Numerics;

namespace ModelGen.Tool.Tests;

public sealed class CalibrateCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_safetensors_file_gives_samples_of_every_input()
    {
        ModelWeights.Create(new Dictionary<string, Tensor> { ["image"] = new(new Shape(3, 4, 5, 1), Ramp(60)) }).Save(folder["samples.safetensors"]);
        CalibrationProfile profile = Calibrate("3 runs by min-max", "--samples", folder["samples.safetensors"]);
        Assert.Equal(("TinyNet", ElementType.UInt8, RoundingRule.Onnx), (profile.Model, profile.Element, profile.Rounding));
        Assert.Equal(["/Relu", "conv/Conv2D", "input:image"], profile.Tensors.Select(t => t.Key));
        Assert.Equal((0, 59), (profile.Find("input:image")!.Minimum, profile.Find("input:image")!.Maximum));
    }

    [Fact]
    public void A_NumPy_file_and_a_folder_of_them_give_samples()
    {
        Directory.CreateDirectory(folder["many"]);
        WriteNpy("many/a.npy", "<f4", "(2, 4, 5, 1)", Bytes(Ramp(40)));
        WriteNpy("many/b.npy", "<f8", "(4, 5, 1)", Bytes(Enumerable.Repeat(-7.0, 20).ToArray()));
        WriteNpy("many/c.npy", "<f2", "(1, 4, 5, 1)", Bytes(Enumerable.Repeat((Half)50, 20).ToArray()));
        TensorCalibration image = Calibrate("4 runs by mse", "--samples", folder["many"], "--method", "mse", "--element", "i8", "--rounding", "tflite").Find("input:image")!;
        Assert.InRange(image.Minimum, -7, -6.9f);
        Assert.InRange(image.Maximum, 49, 50);
        Assert.Equal(39, Calibrate("2 runs by min-max", "--samples", folder["many/a.npy"]).Find("input:image")!.Maximum);
        Assert.Equal(19, Calibrate("1 run by percentile 100", "--samples", folder["many"], "--limit", "1", "--method", "percentile:100").Find("input:image")!.Maximum);
    }

    [Fact]
    public void Indices_are_read_as_integers()
    {
        WriteNpy("tokens.npy", "<i8", "(1, 16)", Bytes(Enumerable.Range(0, 16).Select(i => i % 3L).ToArray()));
        ToolRun run = ToolRun.Of("calibrate", ToolRun.Assembly, "Lookup", "--random-weights", "1", "--samples", folder["tokens.npy"], "--output", folder["out.json"]);
        Assert.Contains("1 tensors, from 1 run", run.Success(), StringComparison.Ordinal);
    }

    [Fact]
    public void Signed_bytes_are_read_as_such()
    {
        WriteNpy("codes.npy", "|i1", "(4, 3)", Bytes<sbyte>([-128, -1, 0, 1, 2, 127, 5, 6, 7, 8, 9, 10]));
        string header = """{"codes":{"dtype":"I8","shape":[2,3],"data_offsets":[0,6]}}""";
        File.WriteAllBytes(folder["codes.safetensors"], [.. BitConverter.GetBytes((long)header.Length), .. header.Select(c => (byte)c), 0x81, 0, 1, 2, 3, 4]);
        foreach ((string file, int runs, float minimum) in new[] { ("codes.npy", 2, -128f), ("codes.safetensors", 1, -127f) })
        {
            ToolRun run = ToolRun.Of("calibrate", ToolRun.Assembly, "Codes", "--samples", folder[file], "--output", folder["out.json"]);
            Assert.Contains($"1 tensors, from {runs} run", run.Success(), StringComparison.Ordinal);
            Assert.Equal(minimum, CalibrationProfile.Parse(File.ReadAllText(folder["out.json"])).Find("/Cast")!.Minimum);
        }

        ToolRun.Of("calibrate", ToolRun.Assembly, "Codes", "--random-samples", "3", "--output", folder["out.json"]);
        Assert.InRange(CalibrationProfile.Parse(File.ReadAllText(folder["out.json"])).Find("/Cast")!.Minimum, -128, -1);
    }

    [Fact]
    public void Random_samples_come_with_a_warning()
    {
        ToolRun run = ToolRun.Of("calibrate", ToolRun.Assembly, "TinyNet", "--random-samples", "2", "--output", folder["out.json"]);
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("modelgen: warning: the samples are random", run.Error, StringComparison.Ordinal);
        Assert.Equal(3, CalibrationProfile.Parse(File.ReadAllText(folder["out.json"])).Tensors.Count);
    }

    [Fact]
    public void Biases_are_corrected_on_demand()
    {
        WriteNpy("image.npy", "<f4", "(4, 5, 1)", Bytes(Ramp(20)));
        CalibrationProfile profile = Calibrate("1 run by min-max", "--samples", folder["image.npy"], "--correct-bias", "--equalize");
        Assert.Equal("conv/Conv2D", Assert.Single(profile.BiasCorrections).Key);
        Assert.Empty(profile.Equalization);
    }

    [Fact]
    public void The_noise_of_each_layer_is_shown_and_recorded()
    {
        WriteNpy("image.npy", "<f4", "(4, 5, 1)", Bytes(Ramp(20).Select(v => v + 0.3f).ToArray()));
        string output = ToolRun.Of("calibrate", ToolRun.Assembly, "TinyNet", "--samples", folder["image.npy"], "--report", "--output", folder["out.json"]).Success();
        string[][] rows = [.. output.Split('\n').Select(l => l.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        CalibrationProfile profile = CalibrationProfile.Parse(File.ReadAllText(folder["out.json"]));
        string[] row = Assert.Single(rows, r => r.Length == 3 && r[0] == "/Relu");
        Assert.Equal(profile.Find("/Relu")!.Sqnr!.Value, float.Parse(row[2], CultureInfo.InvariantCulture), 0.051f);
        Assert.InRange(profile.Find("input:image")!.Sqnr!.Value, 40, 90);
    }

    [Theory]
    [InlineData("Give --samples PATH")]
    [InlineData("Give --samples PATH", "--samples", "x.npy", "--random-samples", "2")]
    [InlineData("There is no file or folder 'x.npy' with samples.", "--samples", "x.npy")]
    [InlineData("--random-samples takes a number of at least 1.", "--random-samples", "0")]
    [InlineData("--limit takes a number of at least 1.", "--random-samples", "2", "--limit", "0")]
    [InlineData("There is no method 'best'. The methods are min-max,", "--random-samples", "2", "--method", "best")]
    [InlineData("There is no method 'entropy:3'.", "--random-samples", "2", "--method", "entropy:3")]
    [InlineData("'percentile:x' is not a method and a number", "--random-samples", "2", "--method", "percentile:x")]
    [InlineData("The share of percentile is above 0 % and at most 100 %.", "--random-samples", "2", "--method", "percentile:101")]
    public void Wrong_options_are_refused(string message, params string[] options) =>
        Assert.Contains(message, ToolRun.Of(["calibrate", ToolRun.Assembly, "TinyNet", .. options]).Failure(), StringComparison.Ordinal);

    [Fact]
    public void Samples_that_do_not_fit_are_refused()
    {
        ModelWeights.Create(new Dictionary<string, Tensor> { ["photo"] = new(new Shape(1), [1f]) }).Save(folder["other.safetensors"]);
        Assert.Contains("There is no tensor 'image' in", Refusal("other.safetensors"), StringComparison.Ordinal);
        WriteNpy("shape.npy", "<f4", "(2, 5, 4, 1)", Bytes(Ramp(40)));
        Assert.Contains("is f32[2, 5, 4, 1], but samples of the input 'image' are f32[N, 4, 5, 1] for N of them.", Refusal("shape.npy"), StringComparison.Ordinal);
        WriteNpy("bytes.npy", "|u1", "(4, 5, 1)", new byte[20]);
        Assert.Contains("is u8[4, 5, 1], but samples", Refusal("bytes.npy"), StringComparison.Ordinal);
        WriteNpy("none.npy", "<f4", "(0, 4, 5, 1)", []);
        Assert.Contains("has 0 samples, but the model takes them in batches of 1", Refusal("none.npy"), StringComparison.Ordinal);
        WriteNpy("nan.npy", "<f4", "(4, 5, 1)", Bytes(Enumerable.Repeat(float.NaN, 20).ToArray()));
        Assert.Contains("Sample 1 gives NaN in tensor 'input:image'", Refusal("nan.npy"), StringComparison.Ordinal);
        folder.Write("text.txt", 1);
        Assert.Contains("Samples are a .safetensors or .npy file, or a folder of .npy files", Refusal("text.txt"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<f4", "(4, 5, 1)", 79, "takes 80 bytes, but 79 follow the header.")]
    [InlineData(">f4", "(4, 5, 1)", 80, "its elements are '>f4'.")]
    [InlineData("<f4", "(4294967296, 4294967296)", 80, "is not one of up to 2^31 - 1 elements.")]
    [InlineData("<f4", "[4, 5]", 80, "does not give 'descr', 'fortran_order' and 'shape'")]
    public void Malformed_NumPy_files_are_refused(string descr, string shape, int bytes, string message)
    {
        WriteNpy("bad.npy", descr, shape, new byte[bytes]);
        Assert.Contains(message, Refusal("bad.npy"), StringComparison.Ordinal);
    }

    [Fact]
    public void Truncated_NumPy_files_are_refused()
    {
        WriteNpy("whole.npy", "<f4", "(4, 5, 1)", Bytes(Ramp(20)));
        byte[] whole = File.ReadAllBytes(folder["whole.npy"]);
        for (int length = 0; length < whole.Length; length++)
        {
            folder.Write("part.npy", whole[..length]);
            Assert.Contains("The samples in", Refusal("part.npy"), StringComparison.Ordinal);
        }
    }

    private static float[] Ramp(int count) => [.. Enumerable.Range(0, count).Select(i => (float)i)];

    private static byte[] Bytes<T>(T[] values)
        where T : struct => MemoryMarshal.AsBytes<T>(values).ToArray();

    private CalibrationProfile Calibrate(string summary, params string[] options)
    {
        string output = ToolRun.Of(["calibrate", ToolRun.Assembly, "TinyNet", .. options, "--output", folder["out.json"]]).Success();
        Assert.EndsWith($"3 tensors, from {summary}", output.TrimEnd(), StringComparison.Ordinal);
        return CalibrationProfile.Parse(File.ReadAllText(folder["out.json"]));
    }

    private string Refusal(string file) => ToolRun.Of("calibrate", ToolRun.Assembly, "TinyNet", "--samples", folder[file], "--output", folder["out.json"]).Failure();

    private void WriteNpy(string name, string descr, string shape, byte[] data)
    {
        string header = $"{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}\n";
        folder.Write(name, [0x93, .. Encoding.ASCII.GetBytes("NUMPY"), 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. Encoding.ASCII.GetBytes(header), .. data]);
    }
}
