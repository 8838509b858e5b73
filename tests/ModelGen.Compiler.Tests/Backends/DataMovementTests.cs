using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Tests.Backends;

public sealed class DataMovementTests
{
    public static TheoryData<int, bool> Planes => new()
    {
        { 1, false }, { 1, true }, { 3, true }, { 5, false }, { 16, true }, { 17, false }, { 33, true },
    };

    [Theory]
    [MemberData(nameof(Planes))]
    public void Concat_joins_along_every_axis(int channels, bool halo)
    {
        for (int axis = 0; axis < 4; axis++)
        {
            var shape = new Shape(2, 3, 4, channels);
            var builder = new GraphBuilder("concat");
            int a = builder.Input("a", new TensorType(ElementType.Float32, shape));
            int b = builder.Input("b", new TensorType(ElementType.Float32, shape.With(axis, 5)));
            int c = builder.Parameter("c", new TensorType(ElementType.Float32, shape.With(axis, 1)));
            Check(builder, builder.Add(new Concat(axis), a, b, c), halo, a, b);
        }
    }

    [Theory]
    [MemberData(nameof(Planes))]
    public void Slice_takes_evenly_spaced_elements(int channels, bool halo)
    {
        for (int axis = 0; axis < 4; axis++)
        {
            var builder = new GraphBuilder("slice");
            int x = builder.Input("x", TensorType.Float(4, 5, 6, channels + 3));
            int[] begin = [0, 0, 0, 0], size = [4, 5, 6, channels + 3], step = [1, 1, 1, 1];
            (begin[axis], size[axis], step[axis]) = (1, (size[axis] - 1) / 2, 2);
            Check(builder, builder.Add(new Slice(begin, size, step), x), halo, x);
        }
    }

    [Theory]
    [MemberData(nameof(Planes))]
    public void Pad_surrounds_with_a_value(int channels, bool halo)
    {
        var builder = new GraphBuilder("pad");
        int x = builder.Input("x", TensorType.Float(2, 3, 4, channels));
        Check(builder, builder.Add(new Pad(new[] { 1, 0, 2, 3 }, new[] { 0, 2, 1, 1 }, -1.5f), x), halo, x);
    }

    [Theory]
    [MemberData(nameof(Planes))]
    public void Transpose_reorders_any_axes(int channels, bool halo)
    {
        int[][] permutations =
        [
            [0, 3, 1, 2], [0, 2, 3, 1], [0, 2, 1, 3], [3, 2, 1, 0], [1, 0, 3, 2], [2, 0, 3, 1], [0, 1, 2, 3],
        ];
        var builder = new GraphBuilder("transpose");
        int x = builder.Input("x", TensorType.Float(2, 7, 20, channels));
        int[] results = [.. permutations.Select(permutation => builder.Add(new Transpose(permutation), x))];
        for (int i = 0; i < results.Length; i++)
        {
            builder.Output("y" + i, results[i]);
        }

        if (halo)
        {
            Halo.Read(builder, [x, .. results]);
        }

        BackendCheck.Compare(builder.Build(), channels);
    }

    [Theory]
    [InlineData(12, 20)]
    [InlineData(12, 10)]
    [InlineData(7, 3)]
    [InlineData(1, 1)]
    public void Resize_follows_both_conventions(int height, int width)
    {
        var builder = new GraphBuilder("resize");
        foreach (int channels in new[] { 1, 3, 16, 33 })
        {
            int x = builder.Input("x" + channels, TensorType.Float(2, 6, 5, channels));
            foreach (ResizeMode mode in Enum.GetValues<ResizeMode>())
            {
                foreach (ResizeCoordinates coordinates in Enum.GetValues<ResizeCoordinates>())
                {
                    int y = builder.Add(new Resize(height, width, mode, coordinates), x);
                    builder.Output($"{mode}{coordinates}{channels}", y);
                    if (channels == 16)
                    {
                        Halo.Read(builder, y);
                    }
                }
            }

            if (channels == 3)
            {
                Halo.Read(builder, x);
            }
        }

        BackendCheck.Compare(builder.Build(), height);
    }

    [Theory]
    [MemberData(nameof(Planes))]
    public void Gather_chooses_slices(int channels, bool halo)
    {
        for (int axis = 0; axis < 4; axis++)
        {
            // Drawn indices are 0 and 1: every axis has two slices at least.
            var builder = new GraphBuilder("gather");
            int x = builder.Input("x", TensorType.Float(2, 3, 2, channels + 1));
            int indices = builder.Input("i", new TensorType(ElementType.Int32, new Shape(5)));
            Check(builder, builder.Add(new Gather(axis), x, indices), halo, x);
        }
    }

    [Fact]
    public void Embeddings_look_up_rows_of_constants()
    {
        foreach (int dimension in new[] { 1, 5, 16, 40 })
        {
            var builder = new GraphBuilder("embedding");
            int table = builder.Parameter("t", TensorType.Float(9, dimension));
            int indices = builder.Input("i", new TensorType(ElementType.Int32, new Shape(2, 7)));
            builder.Output("y", builder.Add(new Gather(0), table, indices));
            BackendCheck.Compare(builder.Build(), dimension);
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(9)]
    [InlineData(int.MaxValue)]
    public void Gather_refuses_an_index_outside(int index)
    {
        var builder = new GraphBuilder("embedding");
        int table = builder.Parameter("t", TensorType.Float(9, 4));
        builder.Output("y", builder.Add(new Gather(0), table, builder.Input("i", new TensorType(ElementType.Int32, new Shape(3)))));
        Graph graph = builder.Build();
        CompiledGraph compiled = CompiledGraph.Create(graph);
        ModelWeights weights = ModelWeights.Create(new Dictionary<string, Tensor> { ["t"] = new(new Shape(9, 4), new float[36]) });
        foreach (Isa isa in BackendCheck.Sets(graph))
        {
            Exception error = Assert.ThrowsAny<Exception>(() => compiled.Run(weights, [new[] { 8, index, 0 }], isa));
            var refused = Assert.IsType<ArgumentOutOfRangeException>(error.GetBaseException());
            Assert.Contains($"at position 1 is {index}", refused.Message, StringComparison.Ordinal);
            Assert.Contains("0 … 8", refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Reshape_copies_from_and_to_planes_with_halos(bool from, bool to)
    {
        foreach (int[] shape in new int[][] { [1, 4, 15, 8], [2, 2, 4, 30], [4, 10, 3, 4], [1, 1, 480, 1] })
        {
            var builder = new GraphBuilder("reshape");
            int x = builder.Input("x", TensorType.Float(2, 8, 6, 5));
            int relu = builder.Add(new Relu(), x);
            int y = builder.Add(new Reshape(new Shape(shape)), relu);
            int result = builder.Add(new Negate(), y);
            Halo.Read(builder, [.. from ? [relu] : Array.Empty<int>(), .. to ? [y] : Array.Empty<int>()]);
            builder.Output("y", result);
            BackendCheck.Compare(builder.Build(), shape[1]);
        }
    }

    private static void Check(GraphBuilder builder, int result, bool halo, params int[] inputs)
    {
        builder.Output("y", result);
        if (halo)
        {
            bool isPlane = builder.TypeOf(result).Shape.Rank == 4;
            Halo.Read(builder, isPlane ? [.. inputs, result] : inputs);
        }

        BackendCheck.Compare(builder.Build(), builder.TypeOf(result).Shape.ElementCount);
    }
}
