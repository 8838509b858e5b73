using System;
using System.Linq;

namespace ModelGen.Tool.Tests;

public sealed class InspectCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_model_is_shown_layer_by_layer()
    {
        string output = ToolRun.Of("inspect", ToolRun.Assembly, "TinyNet").Success();
        Assert.Contains("inputs      image f32[1, 4, 5, 1]", output, StringComparison.Ordinal);
        Assert.Contains("parameters  20 in 2 tensors", output, StringComparison.Ordinal);
        Assert.Contains("arena       160 B", output, StringComparison.Ordinal);
        string[] row = Row(output, "Conv2D");
        Assert.Equal(["conv", "Conv2D", "[1, 4, 5, 1]", "[1, 4, 5, 2]", "360", "20"], row);
        Assert.DoesNotContain("Lookup", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_class_all_models_are_shown()
    {
        string output = ToolRun.Of("inspect", ToolRun.Assembly).Success();
        Assert.Contains("ModelGen.Tool.Tests.Lookup", output, StringComparison.Ordinal);
        Assert.Contains("ModelGen.Tool.Tests.TinyNet", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_graph_is_dumped_after_each_pass()
    {
        string output = ToolRun.Of("inspect", ToolRun.Assembly, "TinyNet", "--dump-ir").Success();
        Assert.Contains("-- as traced", output, StringComparison.Ordinal);
        Assert.Contains("-- after drop-dead-code: unchanged", output, StringComparison.Ordinal);
        Assert.Contains("-- after fuse-into-anchors" + Environment.NewLine + "graph TinyNet", output, StringComparison.Ordinal);
        Assert.Contains("Fused(", output, StringComparison.Ordinal);
        string stopped = ToolRun.Of("inspect", ToolRun.Assembly, "TinyNet", "--dump-ir", "--stop-after", "0").Success();
        Assert.DoesNotContain("Fused(", stopped, StringComparison.Ordinal);
        Assert.Contains("-- 0 rewrites", stopped, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_are_listed()
    {
        ToolRun.TinyWeights.Save(folder["w.safetensors"]);
        string output = ToolRun.Of("inspect", folder["w.safetensors"]).Success();
        Assert.Contains("2 tensors, 80 B", output, StringComparison.Ordinal);
        Assert.Equal(["conv.weight", "F32", "[2, 1, 3, 3]", "18", "72"], Row(output, "conv.weight"));
    }

    [Fact]
    public void An_onnx_file_is_summarised()
    {
        ToolRun.Of("export", ToolRun.Assembly, "TinyNet", "-o", folder["net.onnx"]).Success();
        string output = ToolRun.Of("inspect", folder["net.onnx"]).Success();
        Assert.Contains("image float[1, 1, 4, 5]", output, StringComparison.Ordinal);
        Assert.Contains("operator set  ai.onnx 17", output, StringComparison.Ordinal);
        Assert.Equal(["Conv", "1"], Row(output, "Conv"));
    }

    [Theory]
    [InlineData("x.safetensors", "TinyNet")]
    [InlineData("x.onnx", "--dump-ir")]
    public void What_is_for_assemblies_is_refused_elsewhere(string file, string extra) =>
        Assert.Contains("are for assemblies", ToolRun.Of("inspect", file, extra).Failure(), StringComparison.Ordinal);

    [Fact]
    public void Malformed_files_and_arguments_are_errors()
    {
        Assert.Contains("There is no file", ToolRun.Of("inspect", folder["none.onnx"]).Failure(), StringComparison.Ordinal);
        Assert.Contains("is not an ONNX model", ToolRun.Of("inspect", folder.Write("bad.onnx", 1, 2, 3, 4, 5, 6, 7, 8, 9)).Failure(), StringComparison.Ordinal);
        Assert.Contains("bad.safetensors", ToolRun.Of("inspect", folder.Write("bad.safetensors", 1)).Failure(), StringComparison.Ordinal);
        Assert.Contains("needs --dump-ir", ToolRun.Of("inspect", ToolRun.Assembly, "--stop-after", "3").Failure(), StringComparison.Ordinal);
        Assert.Contains("at least 0", ToolRun.Of("inspect", ToolRun.Assembly, "--dump-ir", "--stop-after", "-3").Failure(), StringComparison.Ordinal);
    }

    /// <summary>The cells of the row that has one with the given text.</summary>
    private static string[] Row(string output, string cell) => output.Split('\n')
        .Select(line => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        .First(cells => cells.Contains(cell));
}
