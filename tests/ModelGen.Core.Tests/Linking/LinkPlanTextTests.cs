using System;
using System.Linq;
using CsCheck;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Linking;
using ModelGen.Tests;

namespace ModelGen.Core.Tests.Linking;

/// <summary>The text form of link plans: printed, read back, and refused where it is malformed.</summary>
public sealed class LinkPlanTextTests
{
    private static readonly PackSegment Panel = new(0, 64, new[] { new PackAxis(5, 27648, 12), new PackAxis(64, 36, 0), new PackAxis(12, 2304, 1) });

    private static readonly PackSegment Rest = new(138240, 4, new[] { new PackAxis(1, 9216, 4), new PackAxis(64, 36, 0), new PackAxis(4, 2304, 1) });

    private static Gen<PackSegment> Segments => Gen.Select(
        Gen.Int[-2, 9],
        Gen.Int[0, 2],
        Gen.Select(Gen.Int[1, 3], Gen.Int[-2, 2], Gen.Int[0, 1], (extent, stride, step) => new PackAxis(extent, stride, step)).Array[0, 2],
        (offset, bound, axes) => new PackSegment(offset, bound, axes));

    private static Gen<PackSegment[]> Runs => Gen.Select(
        Segments.Array[1, 5],
        Gen.Int[1, 7],
        Gen.Int[-3, 3],
        (segments, times, stride) => Enumerable.Range(0, times).SelectMany(t => segments.Select(s => s with { Offset = s.Offset + (t * stride) })).ToArray());

    private static Gen<PackedConstant> Constants => Gen.Select(
        Gen.Int[0, 1],
        Gen.Select(Gen.Int[0, 16], Runs.Array[0, 3], (lanes, runs) => new Packing(lanes, runs.SelectMany(r => r).ToArray())).Array[0, 4],
        (node, packings) => new PackedConstant(node, packings));

    [Fact]
    public void Every_plan_survives_its_text() => Constants.Array[0, 4].Check(100, constants =>
    {
        var plan = new LinkPlan(Graph(), constants);
        Assert.Equal(plan, LinkPlanText.Parse(LinkPlanText.Print(plan)));
    });

    [Fact]
    public void Segments_that_repeat_are_written_once() => Assert.Equal(
        "4 lanes: 36 times 1 apart: 0 below 64 [5:27648:12, 64:36:0, 12:2304:1] | 138240 below 4 [1:9216:4, 64:36:0, 4:2304:1]",
        Line([4], Repeat(36, 1, Panel, Rest)));

    [Fact]
    public void Runs_and_single_segments_follow_each_other() => Assert.Equal(
        "4 lanes: 0 below 5 [5:1:1]; 3 times -6 apart: 20 below 6 [6:1:1]; 2 below 1 [2:-3:1]",
        Line([4], [PackSegment.Copy(5), .. Repeat(3, -6, PackSegment.Copy(6) with { Offset = 20 }), new PackSegment(2, 1, new[] { new PackAxis(2, -3, 1) })]));

    [Fact]
    public void Widths_that_are_packed_alike_share_a_line() =>
        Assert.Equal("4, 8, 16 lanes: 0 below 64 [64:1:1]", Line([4, 8, 16], [PackSegment.Copy(64)]));

    [Fact]
    public void A_run_longer_than_a_text_may_ask_for_is_written_as_several()
    {
        PackSegment[] segments = Repeat(SegmentRun.MostTimes + 5, 3, PackSegment.Copy(3));
        var plan = new LinkPlan(Graph(), new PackedConstant[] { new(0, new Packing[] { new(4, segments) }) });
        Assert.Equal(plan, LinkPlanText.Parse(LinkPlanText.Print(plan)));
    }

    [Fact]
    public void Distances_beyond_an_integer_are_written_out()
    {
        PackSegment[] segments = [PackSegment.Copy(1) with { Offset = int.MinValue }, PackSegment.Copy(1) with { Offset = int.MaxValue }];
        Assert.Equal("4 lanes: -2147483648 below 1 [1:1:1]; 2147483647 below 1 [1:1:1]", Line([4], segments));
    }

    [Theory]
    [InlineData("pack %")]
    [InlineData("pack %0 1")]
    [InlineData("pack %0\n4 lanes: 0 below 6 [")]
    [InlineData("pack %0\n4 lanes: 0 below 6 [1:2:3] 4")]
    [InlineData("pack %0\n4 lanes: 0 below 6 [1:2:3] | 0 below 6 [1:2:3]")]
    [InlineData("pack %0\n4 lanes: 0 below 6 [1:2:3 4:5:6]")]
    [InlineData("pack %0\n4 lanes: 0 below 99999999999 [1:2:3]")]
    [InlineData("pack %0\nlanes: 0 below 6 [1:2:3]")]
    [InlineData("pack %0\n4 lanes: - below 6 [1:2:3]")]
    [InlineData("pack %x")]
    [InlineData("pack %0\n4 lanes")]
    [InlineData("pack %0\n4 lanes: 0 below 3")]
    [InlineData("pack %0\n4 lanes: 0 below 3 [1:2]")]
    [InlineData("pack %0\n4 lanes: 0 below 3 [1:2:3")]
    [InlineData("pack %0\n4 lanes: 0 below 3 [1:2:3];")]
    [InlineData("pack %0\n4 lanes: 0 below 3 [1:2:3] lanes: 0 below 3 [1:2:3]")]
    [InlineData("pack %0\n4 lanes: zero below 3 [1:2:3]")]
    [InlineData("pack %0\n4,8 lanes: 0 below 3 [1:2:3]")]
    [InlineData("pack %0\nx lanes: 0 below 3 [1:2:3]")]
    [InlineData("pack %0\n4 lanes: 2 times apart: 0 below 3 [1:2:3]")]
    [InlineData("pack %0\n4 lanes: 2 times 1 apart 0 below 3 [1:2:3]")]
    [InlineData("pack %0\n4 lanes: 0 times 1 apart: 0 below 3 [1:2:3]")]
    [InlineData("pack %0\n4 lanes: -2 times 1 apart: 0 below 3 [1:2:3]")]
    [InlineData("pack %0\n4 lanes: 65537 times 1 apart: 0 below 3 [1:2:3]")]
    [InlineData("pack %0\n4 lanes: 3 times 2000000000 apart: 0 below 3 [1:2:3]")]
    [InlineData("pack %0\n4 lanes: 2 times 1 apart: ")]
    public void A_malformed_text_is_refused_with_the_line_that_is(string lines)
    {
        string text = LinkPlanText.Print(new LinkPlan(Graph(), default)) + lines;
        FormatException e = Assert.Throws<FormatException>(() => LinkPlanText.Parse(text));
        Assert.Contains($"'{lines.Split('\n')[^1]}'", e.Message, StringComparison.Ordinal);
    }

    private static PackSegment[] Repeat(int times, int stride, params PackSegment[] segments) =>
        [.. Enumerable.Range(0, times).SelectMany(t => segments.Select(s => s with { Offset = s.Offset + (t * stride) }))];

    private static string Line(int[] lanes, PackSegment[] segments)
    {
        var plan = new LinkPlan(Graph(), new PackedConstant[] { new(0, lanes.Select(l => new Packing(l, segments)).ToArray()) });
        string text = LinkPlanText.Print(plan);
        Assert.Equal(plan, LinkPlanText.Parse(text));
        return text.TrimEnd('\n').Split('\n')[^1];
    }

    private static Graph Graph()
    {
        var builder = new GraphBuilder("link");
        int p = builder.Parameter("p", TensorType.Float(3));
        builder.Output("n", builder.Add(new Negate(), p));
        return builder.Build();
    }
}
