using System;
using System.IO;
using System.Linq;
using ModelGen.Onnx;
using ModelGen.Onnx.Format;

namespace ModelGen.Tool.Tests;

public sealed class ExportCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Embedded_weights_are_used_and_the_layout_is_channels_first()
    {
        string output = ToolRun.Of("export", ToolRun.Assembly, "TinyNet", "--output", folder["net.onnx"]).Success();
        Assert.Contains("input image: f32[1, 1, 4, 5] (N, C, H, W)", output, StringComparison.Ordinal);
        ModelProto model = OnnxModel.Read(folder["net.onnx"]);
        Assert.Equal(["Conv", "Relu"], model.Graph.Node.Select(n => n.OpType));
        byte[] bias = [.. ToolRun.TinyWeights["conv.bias"].Floats.SelectMany(BitConverter.GetBytes)];
        Assert.Equal(bias, model.Graph.Initializer.Single(i => i.Name == "conv.bias").RawData.ToByteArray());
    }

    [Fact]
    public void Channels_last_keeps_the_declared_shape() => Assert.Contains(
        "input image: f32[1, 4, 5, 1]\n",
        ToolRun.Of("export", ToolRun.Assembly, "ModelGen.Tool.Tests.TinyNet", "-o", folder["net.onnx"], "--input-layout", "channels-last").Success().ReplaceLineEndings("\n"),
        StringComparison.Ordinal);

    [Fact]
    public void Weights_can_be_a_file_or_random()
    {
        string weights = folder["weights.safetensors"];
        ModelWeights.Random(Lookup.Info, 7).Save(weights);
        ToolRun.Of("export", ToolRun.Assembly, "Lookup", "--weights", weights, "-o", folder["file.onnx"]).Success();
        ToolRun.Of("export", ToolRun.Assembly, "Lookup", "--random-weights", "7", "-o", folder["random.onnx"]).Success();
        Assert.Equal(File.ReadAllBytes(folder["file.onnx"]), File.ReadAllBytes(folder["random.onnx"]));
    }

    [Theory]
    [InlineData("tinynet", "Did you mean 'TinyNet'?")]
    [InlineData("TinyNets", "Did you mean 'TinyNet'?")]
    [InlineData("Resnet", "Its models are: Codes, Lookup, TinyNet.")]
    public void A_wrong_class_is_told_from_those_that_are_there(string name, string expected) =>
        Assert.Contains(expected, ToolRun.Of("export", ToolRun.Assembly, name).Failure(), StringComparison.Ordinal);

    [Fact]
    public void Wrong_assemblies_are_told_apart()
    {
        Assert.Contains("There is no file", ToolRun.Of("export", folder["none.dll"], "TinyNet").Failure(), StringComparison.Ordinal);
        Assert.Contains("is a folder", ToolRun.Of("export", Path.GetTempPath(), "TinyNet").Failure(), StringComparison.Ordinal);
        Assert.Contains("is source", ToolRun.Of("export", folder.Write("App.csproj", 1), "TinyNet").Failure(), StringComparison.Ordinal);
        Assert.Contains("is not a .NET assembly", ToolRun.Of("export", folder.Write("bad.dll", 1, 2, 3), "TinyNet").Failure(), StringComparison.Ordinal);
        Assert.Contains("has no model", ToolRun.Of("export", typeof(Xunit.Assert).Assembly.Location, "TinyNet").Failure(), StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_weights_are_listed()
    {
        Assert.Contains("has no embedded weights", ToolRun.Of("export", ToolRun.Assembly, "Lookup").Failure(), StringComparison.Ordinal);
        Assert.Contains("There is no weights file", ToolRun.Of("export", ToolRun.Assembly, "Lookup", "-w", folder["none"]).Failure(), StringComparison.Ordinal);
        Assert.Contains("exclude each other", ToolRun.Of("export", ToolRun.Assembly, "Lookup", "-w", "x", "--random-weights", "1").Failure(), StringComparison.Ordinal);
        ToolRun.TinyWeights.Save(folder["tiny.safetensors"]);
        Assert.Contains("'table.weight' f32[3, 2] is missing", ToolRun.Of("export", ToolRun.Assembly, "Lookup", "-w", folder["tiny.safetensors"]).Failure(), StringComparison.Ordinal);
        Assert.Contains("bad.safetensors", ToolRun.Of("export", ToolRun.Assembly, "Lookup", "-w", folder.Write("bad.safetensors", 1, 2, 3)).Failure(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_an_error() =>
        Assert.Contains("none", ToolRun.Of("export", ToolRun.Assembly, "TinyNet", "-o", folder[Path.Combine("none", "net.onnx")]).Failure(), StringComparison.Ordinal);
}
