using System;

namespace ModelGen.Core.Tests.Weights;

public class WeightManifestTests
{
    private static readonly WeightManifest Manifest = new("00ff", new[]
    {
        new WeightEntry("conv1.weight", "F32", new long[] { 8, 1, 5, 5 }),
        new WeightEntry("bn.num_batches_tracked", "I64", EquatableArray<long>.Empty),
        new WeightEntry("odd ] name\\\n", "BF16", new long[] { 0, 5_000_000_000 }),
    });

    [Fact]
    public void It_prints_one_tensor_a_line_and_survives_the_round_trip()
    {
        Assert.Equal("modelgen weights 1\nhash 00ff\nF32 [8, 1, 5, 5] conv1.weight\nI64 [] bn.num_batches_tracked\nBF16 [0, 5000000000] odd ] name\\\\\\n\n", Manifest.Print());
        Assert.Equal(Manifest, WeightManifest.Parse(Manifest.Print()));
        Assert.Equal(Manifest, WeightManifest.Parse(Manifest.Print().Replace("\n", "\r\n")));
    }

    [Fact]
    public void It_finds_a_tensor_and_compares_shapes()
    {
        WeightEntry entry = Manifest.Find("conv1.weight")!;
        Assert.Equal(ElementType.Float32, entry.Element);
        Assert.True(entry.HasShape(new Shape(8, 1, 5, 5)));
        Assert.False(entry.HasShape(new Shape(8, 1, 5)));
        Assert.False(entry.HasShape(new Shape(8, 1, 5, 6)));
        Assert.Null(Manifest.Find("bn.num_batches_tracked")!.Element);
        Assert.Null(Manifest.Find("conv2.weight"));
    }

    [Theory]
    [InlineData("", "Line 1: The text does not begin with 'modelgen weights 1'.")]
    [InlineData("modelgen weights 2\nhash 0", "Line 1: The text does not begin with 'modelgen weights 1'.")]
    [InlineData("modelgen weights 1", "Line 2: The hash of the weights file is missing; write it as 'hash HEX'.")]
    [InlineData("modelgen weights 1\nhash 0\nF32 [1] a\nF32 [2] a", "Line 4: The tensor 'a' is listed twice.")]
    [InlineData("modelgen weights 1\nhash 0\nF32 [-1] a", "Line 3: 'F32 [-1] a' is no tensor; write it as 'F32 [8, 1, 5, 5] NAME'.")]
    [InlineData("modelgen weights 1\nhash 0\nF32 a", "Line 3: 'F32 a' is no tensor; write it as 'F32 [8, 1, 5, 5] NAME'.")]
    [InlineData("modelgen weights 1\nhash 0\n [1] a", "Line 3: ' [1] a' is no tensor; write it as 'F32 [8, 1, 5, 5] NAME'.")]
    public void A_malformed_text_is_refused_with_line_and_reason(string text, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => WeightManifest.Parse(text)).Message);
}
