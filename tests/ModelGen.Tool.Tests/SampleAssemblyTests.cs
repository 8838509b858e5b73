using System;
using System.IO;
using System.Linq;
using ModelGen.Calibration;
using ModelGen.Onnx;
using ModelGen.Onnx.Format;

namespace ModelGen.Tool.Tests;

/// <summary>The tool on assemblies that were compiled with the generator, in the folders where their builds left them.</summary>
public sealed class SampleAssemblyTests : IDisposable
{
    private static readonly string Digits = SampleAssemblies.Digits, Zoo = SampleAssemblies.Zoo;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_compiled_model_is_shown_with_its_layers_and_kernels()
    {
        string output = ToolRun.Of("inspect", Digits, "DigitClassifier").Success();
        Assert.Contains("inputs      image f32[1, 28, 28, 1]", output, StringComparison.Ordinal);
        string[][] rows = [.. output.Split('\n').Select(l => l.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        Assert.Contains(["conv1", "Conv2D", "[1, 28, 28, 1]", "[1, 28, 28, 8]", "156,800", "208"], rows);
        Assert.Contains(["Relu", "[1, 28, 28, 8]", "[1, 28, 28, 8]", "Conv5x5"], rows);
    }

    [Fact]
    public void What_runs_in_single_precision_in_a_calibrated_model_is_shown_with_the_reason()
    {
        string output = ToolRun.Of("inspect", Digits, "DigitClassifier").Success();
        Assert.Contains("int32 sums  of 3 layers cannot overflow with any weights; those of 0 are proven when weights are linked", output, StringComparison.Ordinal);
        Assert.Contains("single precision for 1 operation", output, StringComparison.Ordinal);
        string row = Assert.Single(output.Split('\n'), l => l.Contains("f32", StringComparison.Ordinal) && l.Contains("Softmax", StringComparison.Ordinal));
        Assert.Contains("spends its time in exponentials", row, StringComparison.Ordinal);
        Assert.DoesNotContain("precision   ", ToolRun.Of("inspect", Zoo, "DsCnn").Success(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_calibration_of_an_exported_QDQ_model_is_read_back()
    {
        ToolRun.Of("export", Digits, "DigitClassifier", "-o", folder["digits.onnx"]).Success();
        string output = ToolRun.Of("calibrate", Digits, "DigitClassifier", "--from-qdq", folder["digits.onnx"], "--output", folder["out.json"]).Success();
        Assert.Contains("from digits.onnx", output, StringComparison.Ordinal);
        CalibrationProfile original = CalibrationProfile.Parse(File.ReadAllText(Path.Combine(SampleAssemblies.Metadata("DigitsSource"), "digits.calibration.json")));
        CalibrationProfile read = CalibrationProfile.Parse(File.ReadAllText(folder["out.json"]));
        Assert.Equal((original.Model, original.Element, original.Rounding), (read.Model, read.Element, read.Rounding));
        Assert.Equal(original.Tensors.Select(t => t.Key), read.Tensors.Select(t => t.Key));

        // What only a clamp or single precision reads has no place in the file.
        TensorCalibration[] kept = [.. read.Tensors.Where(t => t is { Key: "input:image" } || t.Key.Contains("Relu", StringComparison.Ordinal) || t.Key.Contains("MaxPool", StringComparison.Ordinal) || t.Key.EndsWith("Dense", StringComparison.Ordinal))];
        Assert.True(kept.Length >= 6, string.Join(", ", read.Tensors.Select(t => t.Key)));
        Assert.All(kept, t => Assert.Equal((original.Find(t.Key)!.Scale, original.Find(t.Key)!.ZeroPoint), (t.Scale, t.ZeroPoint)));
        string other = ToolRun.Of("calibrate", Zoo, "DsCnn", "--from-qdq", folder["digits.onnx"], "--output", folder["out.json"]).Failure();
        Assert.Contains("does not fit DsCnn", other, StringComparison.Ordinal);
        Assert.Contains("and not both", ToolRun.Of("calibrate", Digits, "DigitClassifier", "--from-qdq", folder["digits.onnx"], "--random-samples", "2").Failure(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_models_of_an_assembly_are_shown()
    {
        string output = ToolRun.Of("inspect", Zoo).Success();
        Assert.All(
            ["Autoencoder", "DsCnn", "MobileNetV1", "MobileNetV2", "ResNet18", "ResNet50", "ResNet8", "TinyDetector"],
            name => Assert.Contains("Zoo." + name, output, StringComparison.Ordinal));
    }

    [Fact]
    public void The_passes_that_the_generator_ran_are_dumped()
    {
        string output = ToolRun.Of("inspect", Zoo, "ResNet8", "--dump-ir").Success();
        Assert.Contains("-- after lower-batch-norm", output, StringComparison.Ordinal);
        Assert.Contains("Fused(", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Embedded_weights_are_exported()
    {
        ToolRun.Of("export", Digits, "DigitClassifier", "--precision", "f32", "-o", folder["digits.onnx"]).Success();
        ModelProto model = OnnxModel.Read(folder["digits.onnx"]);
        Assert.Equal(["Conv", "Relu", "MaxPool", "Conv", "Relu", "MaxPool", "Flatten", "Gemm", "Softmax"], model.Graph.Node.Select(n => n.OpType));
    }

    [Fact]
    public void A_calibrated_model_is_exported_in_8_bits()
    {
        ToolRun.Of("export", Digits, "DigitClassifier", "-o", folder["digits.onnx"]).Success();
        ModelProto model = OnnxModel.Read(folder["digits.onnx"]);
        Assert.Equal(["QuantizeLinear", "DequantizeLinear", "DequantizeLinear", "DequantizeLinear", "Conv"], model.Graph.Node.Take(5).Select(n => n.OpType));
        Assert.Equal("Softmax", model.Graph.Node[^1].OpType);
    }

    [Fact]
    public void A_model_that_is_not_calibrated_is_not_exported_in_8_bits() => Assert.Contains(
        "set Calibration in its [Model] attribute", ToolRun.Of("export", Zoo, "ResNet8", "--random-weights", "3", "--precision", "int8").Failure(), StringComparison.Ordinal);

    [Theory]
    [InlineData("ResNet8")]
    [InlineData("Zoo.TinyDetector")]
    public void Random_weights_are_exported(string model)
    {
        ToolRun.Of("export", Zoo, model, "--random-weights", "3", "-o", folder["net.onnx"]).Success();
        Assert.NotEmpty(OnnxModel.Read(folder["net.onnx"]).Graph.Node);
    }

    [Fact]
    public void Compiled_models_are_timed()
    {
        Assert.Contains("median", ToolRun.Of("bench", Digits, "DigitClassifier", "--seconds", "0.05").Success(), StringComparison.Ordinal);
        string output = ToolRun.Of("bench", Zoo, "DsCnn", "--random-weights", "1", "--threads", "2", "--isa", "Vector128", "--seconds", "0.05").Success();
        Assert.Contains("Zoo.DsCnn: ", output, StringComparison.Ordinal);
        Assert.Contains("2 threads, instruction set: Vector128", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inspect")]
    [InlineData("export")]
    [InlineData("bench")]
    public void A_class_that_is_not_there_is_told_from_those_that_are(string command)
    {
        string error = ToolRun.Of(command, Zoo, "ResNet81").Failure();
        Assert.Contains("There is no model 'ResNet81'", error, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'ResNet8", error, StringComparison.Ordinal);
        Assert.Contains("Its models are: Autoencoder, DsCnn,", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("export")]
    [InlineData("bench")]
    public void A_model_without_weights_asks_for_them(string command)
    {
        Assert.Contains("ResNet8 has no embedded weights", ToolRun.Of(command, Zoo, "ResNet8").Failure(), StringComparison.Ordinal);
        ToolRun.TinyWeights.Save(folder["other.safetensors"]);
        Assert.Contains("is missing", ToolRun.Of(command, Zoo, "ResNet8", "--weights", folder["other.safetensors"]).Failure(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inspect")]
    [InlineData("export", "DigitClassifier")]
    [InlineData("bench", "DigitClassifier")]
    public void What_is_no_model_assembly_is_refused(string command, params string[] model)
    {
        byte[] image = File.ReadAllBytes(Digits);
        Refused("has no model", typeof(ModelInfo).Assembly.Location);
        Refused("is not a .NET assembly", folder.Write("empty.dll"));
        Refused("is not a .NET assembly", folder.Write("text.dll", [.. "This is not an assembly."u8]));
        Refused("is not a .NET assembly", folder.Write("cut.dll", image[..(image.Length / 2)]));
        Refused("is not a .NET assembly", Path.ChangeExtension(Digits, OperatingSystem.IsWindows() ? ".exe" : null));
        Refused("There is no file", folder["missing.dll"]);
        Refused("is a folder", Path.GetDirectoryName(Digits)!);

        void Refused(string reason, string path)
        {
            string error = ToolRun.Of([command, path, .. model]).Failure();
            Assert.Contains(reason, error, StringComparison.Ordinal);
            Assert.Contains($"'{path}'", error, StringComparison.Ordinal);
        }
    }
}
