using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Tests.Backends;

public sealed class NormalisationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(16)]
    [InlineData(33)]
    public void Softmax_runs_along_every_axis(int channels)
    {
        foreach (bool halo in new[] { false, true })
        {
            var builder = new GraphBuilder("softmax");
            int x = builder.Input("x", TensorType.Float(2, 3, 5, channels));
            int scaled = builder.Add(new Mul(), x, builder.Add(new Literal(Shape.Scalar, new[] { -40f })));
            int[] results = [.. Enumerable.Range(0, 4).Select(axis => builder.Add(new Softmax(axis), scaled))];
            for (int axis = 0; axis < 4; axis++)
            {
                builder.Output("y" + axis, results[axis]);
            }

            if (halo)
            {
                Halo.Read(builder, [scaled, .. results]);
            }

            BackendCheck.Compare(builder.Build(), channels);
        }
    }

    [Fact]
    public void Softmax_of_a_vector_and_of_one_element()
    {
        foreach (int length in new[] { 1, 10, 1000 })
        {
            var builder = new GraphBuilder("softmax");
            builder.Output("y", builder.Add(new Softmax(0), builder.Input("x", TensorType.Float(length))));
            BackendCheck.Compare(builder.Build(), length, 1e-6);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(33)]
    [InlineData(100)]
    public void Layer_norm_scales_rows(int channels)
    {
        foreach (bool halo in new[] { false, true })
        {
            var builder = new GraphBuilder("layer norm");
            int x = builder.Input("x", TensorType.Float(2, 3, 5, channels));
            int y = builder.Add(new IR.Operators.LayerNorm(1e-2f), x, builder.Parameter("g", TensorType.Float(channels)), builder.Parameter("b", TensorType.Float(channels)));
            builder.Output("y", y);
            if (halo)
            {
                Halo.Read(builder, x, y);
            }

            BackendCheck.Compare(builder.Build(), channels);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(150)]
    public void Reductions_run_along_any_axes(int channels)
    {
        int[][] axes = [[0], [1], [2], [3], [1, 2], [0, 3], [1, 3], [2, 3], [1, 2, 3], [0, 1, 2, 3]];
        foreach (bool halo in new[] { false, true })
        {
            var builder = new GraphBuilder("reduce");
            int x = builder.Input("x", TensorType.Float(2, 3, 5, channels));
            int shifted = builder.Add(new Sub(), x, builder.Add(new Literal(Shape.Scalar, new[] { 2f })));
            foreach (int[] reduced in axes)
            {
                string name = string.Concat(reduced);
                builder.Output("sum" + name, builder.Add(new ReduceSum(reduced, false), shifted));
                builder.Output("mean" + name, builder.Add(new ReduceMean(reduced, true), shifted));
                builder.Output("max" + name, builder.Add(new ReduceMax(reduced, false), shifted));
            }

            if (halo)
            {
                Halo.Read(builder, shifted);
            }

            BackendCheck.Compare(builder.Build(), channels);
        }
    }
}
