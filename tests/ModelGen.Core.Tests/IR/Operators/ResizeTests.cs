using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;
using static ModelGen.Core.Tests.IR.Operators.OperatorAssert;

namespace ModelGen.Core.Tests.IR.Operators;

public class ResizeTests
{
    [Theory]
    [InlineData(ResizeCoordinates.HalfPixel, 3, 6, new[] { 0, 0, 1, 1, 2, 2 })]
    [InlineData(ResizeCoordinates.HalfPixel, 4, 2, new[] { 0, 2 })]
    [InlineData(ResizeCoordinates.HalfPixel, 2, 3, new[] { 0, 0, 1 })]
    [InlineData(ResizeCoordinates.HalfPixel, 5, 1, new[] { 2 })]
    [InlineData(ResizeCoordinates.AlignCorners, 3, 5, new[] { 0, 0, 1, 1, 2 })]
    [InlineData(ResizeCoordinates.AlignCorners, 4, 1, new[] { 0 })]
    public void Nearest_takes_these_positions(ResizeCoordinates coordinates, int input, int output, int[] expected) =>
        Assert.Equal(expected, ResizeAxis.Taps(input, output, ResizeMode.Nearest, coordinates).Select(t => t.Low));

    [Fact]
    public void Nearest_repeats_elements_for_whole_scales()
    {
        for (int input = 1; input <= 40; input++)
        {
            for (int scale = 1; scale <= 8; scale++)
            {
                var taps = ResizeAxis.Taps(input, input * scale, ResizeMode.Nearest, ResizeCoordinates.HalfPixel);
                Assert.Equal(Enumerable.Range(0, input * scale).Select(o => o / scale), taps.Select(t => t.Low));
            }
        }
    }

    [Fact]
    public void Bilinear_mixes_neighbours()
    {
        Tensor x = Of([1, 1, 2, 1], 0, 4);
        Yields(new Resize(1, 4, ResizeMode.Bilinear, ResizeCoordinates.HalfPixel), Of([1, 1, 4, 1], 0, 1, 3, 4), x);
        Yields(new Resize(1, 5, ResizeMode.Bilinear, ResizeCoordinates.AlignCorners), Of([1, 1, 5, 1], 0, 1, 2, 3, 4), x);
        Yields(new Resize(2, 1, ResizeMode.Bilinear, ResizeCoordinates.HalfPixel), Of([1, 2, 1, 1], 2, 2), x);
    }

    [Fact]
    public void Both_axes_and_channels_are_kept_apart() =>
        Yields(
            new Resize(1, 1, ResizeMode.Bilinear, ResizeCoordinates.HalfPixel),
            Of([1, 1, 1, 2], 4, 5),
            Count(1, 2, 2, 2));

    [Fact]
    public void Empty_sizes_are_refused() =>
        Refuses("the height and width to resize to are at least 1, but they are 0 and 4.", new Resize(0, 4, ResizeMode.Nearest, ResizeCoordinates.HalfPixel), TensorType.Float(1, 2, 2, 1));
}
