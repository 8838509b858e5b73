using System;
using System.Linq;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Tests.Backends.Quantized;

/// <summary>Operators that move or select bytes = their reference, at every width.</summary>
public sealed class ByteMovementTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Equal_the_reference(int seed, bool hasHalo)
    {
        var graph = new ByteGraph(seed);
        foreach (int[] shape in new int[][] { [2, 4, 6, 20], [1, 17, 5, 3] })
        {
            int x = graph.Input(shape), other = graph.Input(shape);
            int[] results =
            [
                graph.Result(new Concat(3), x, other, x),
                graph.Result(new Concat(1), x, other),
                graph.Result(new Slice(new[] { 0, 1, 0, 1 }, shape.Select((extent, axis) => axis is 1 or 3 ? extent - 1 : extent).ToArray(), new[] { 1, 1, 1, 1 }), x),
                graph.Result(new Slice(new[] { 0, 0, 1, 0 }, new[] { shape[0], (shape[1] + 1) / 2, 1, (shape[3] + 1) / 2 }, new[] { 1, 2, 2, 2 }), x),
                graph.Result(new Pad(new[] { 0, 1, 0, 2 }, new[] { 0, 2, 3, 1 }, graph.Random.Next(256)), x),
                graph.Result(new Transpose(new[] { 0, 2, 1, 3 }), x),
                graph.Result(new Transpose(new[] { 0, 3, 1, 2 }), x),
                graph.Result(new Transpose(new[] { 0, 3, 2, 1 }), x),
                graph.Result(new Reshape(new Shape(shape[0], shape[2], shape[1], shape[3])), x),
                graph.Result(new Resize(7, 11, ResizeMode.Nearest, ResizeCoordinates.HalfPixel), x),
                graph.Result(new Gather(1), x, graph.Input(new Tensor(new Shape(3), [2, 0, 1]))),
                graph.Result(new Gather(3), x, graph.Input(new Tensor(new Shape(2), [1, 0]))),
            ];
            graph.Result(new ReduceMax(new[] { 3 }, KeepDims: true), x);
            graph.Result(new ReduceMax(new[] { 1, 2 }, KeepDims: false), x);
            graph.Result(new ReduceMax(new[] { 0, 2 }, KeepDims: false), x);
            graph.Result(new ReduceMax(new[] { 1, 2, 3 }, KeepDims: false), x);
            if (hasHalo)
            {
                graph.Surround(x);
                Array.ForEach([.. results.Where(r => graph.ShapeOf(r) is { Rank: 4 } shape && shape[3] > 1)], r => graph.Surround(r));
            }
        }

        graph.Check();
    }
}
