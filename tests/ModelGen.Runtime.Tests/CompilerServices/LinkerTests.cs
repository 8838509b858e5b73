using System;
using System.Linq;
using ModelGen.CompilerServices;
using ModelGen.IR;
using ModelGen.Linking;

namespace ModelGen.Runtime.Tests.CompilerServices;

public sealed class LinkerTests
{
    [Fact]
    public void Packs_by_nested_loops_with_zeros_beyond_the_bound()
    {
        // Three channels of two taps, in vectors of two lanes: (block, tap, lane).
        var segment = new PackSegment(0, 3, new[] { new PackAxis(2, 4, 2), new PackAxis(2, 1, 0), new PackAxis(2, 2, 1) });
        float[] packed = Pack(segment, [10, 11, 20, 21, 30, 31]);
        Assert.Equal([10, 20, 11, 21, 30, 0, 31, 0], packed);
    }

    [Fact]
    public void Packs_backwards_from_an_offset()
    {
        var segment = new PackSegment(3, 3, new[] { new PackAxis(3, -1, 1) });
        Assert.Equal([4, 3, 2], Pack(segment, [1, 2, 3, 4]));
    }

    [Fact]
    public void A_bound_of_zero_reads_nothing()
    {
        var segment = new PackSegment(100, 0, new[] { new PackAxis(4, 1000, 0), new PackAxis(2, 5, 1) });
        Assert.Equal(new float[8], Pack(segment, [1]));
    }

    [Fact]
    public void Evaluates_constants_and_packs_them_for_the_width()
    {
        var plan = new LinkPlan(Graph(), new PackedConstant[]
        {
            new(1, new Packing[] { new(4, new[] { new PackSegment(0, 3, new[] { new PackAxis(4, 1, 1) }) }), new(8, new[] { new PackSegment(0, 3, new[] { new PackAxis(8, 1, 1) }) }) }),
        });
        ModelConstants constants = Linker.Link(plan, 4, path => path == "p" ? new Tensor(new Shape(3), [1f, 2f, 3f]) : throw new InvalidOperationException(path));
        Assert.Equal([-1, -2, -3, 0], Enumerable.Range(0, 4).Select(i => System.Runtime.CompilerServices.Unsafe.Add(ref constants[0], i)));
        Assert.Throws<FormatException>(() => Linker.Link(plan, 16, _ => new Tensor(new Shape(3), [1f, 2f, 3f])));
    }

    private static float[] Pack(PackSegment segment, float[] source)
    {
        var packed = new float[segment.Length];
        Linker.Pack(segment, source, packed);
        return packed;
    }

    /// <summary>A parameter and its negative.</summary>
    private static Graph Graph()
    {
        var builder = new GraphBuilder("link");
        int p = builder.Parameter("p", TensorType.Float(3));
        builder.Output("n", builder.Add(new IR.Operators.Negate(), p));
        return builder.Build();
    }
}
