using System;
using ModelGen.IR;
using ModelGen.Linking;

namespace ModelGen.Core.Tests.Linking;

/// <summary>The text form of link plans, and what happens to text that is none.</summary>
public sealed class LinkPlanTextTests
{
    private static readonly Graph Weights = Parameters();

    [Fact]
    public void A_plan_survives_its_text()
    {
        var plan = new LinkPlan(
            Weights,
            new[]
            {
                new PackedConstant(0, new[]
                {
                    new Packing(4, new[] { new PackSegment(0, 6, new[] { new PackAxis(2, 12, 4), new PackAxis(4, -3, 1) }), PackSegment.Copy(3) }),
                    new Packing(8, new[] { PackSegment.Copy(6) }),
                }),
                new PackedConstant(0, new[] { new Packing(0, new[] { new PackSegment(5, 0, EquatableArray<PackAxis>.Empty) }) }),
            });
        Assert.Equal(plan, LinkPlanText.Parse(LinkPlanText.Print(plan)));
    }

    [Fact]
    public void A_plan_without_constants_survives_its_text()
    {
        var plan = new LinkPlan(Weights, EquatableArray<PackedConstant>.Empty);
        Assert.Equal(plan, LinkPlanText.Parse(LinkPlanText.Print(plan)));
    }

    [Theory]
    [InlineData("pack %")]
    [InlineData("pack %0 1")]
    [InlineData("pack %0\n4 lanes: 0 below 6")]
    [InlineData("pack %0\n4 lanes: 0 below 6 [")]
    [InlineData("pack %0\n4 lanes: 0 below 6 [1:2]")]
    [InlineData("pack %0\n4 lanes: 0 below 6 [1:2:3] 4")]
    [InlineData("pack %0\n4 lanes: 0 below 6 [1:2:3 4:5:6]")]
    [InlineData("pack %0\n4 lanes: 0 below 99999999999 [1:2:3]")]
    [InlineData("pack %0\nlanes: 0 below 6 [1:2:3]")]
    [InlineData("pack %0\n4 lanes: - below 6 [1:2:3]")]
    public void Malformed_text_is_refused_with_its_line(string packs)
    {
        string text = LinkPlanText.Print(new LinkPlan(Weights, EquatableArray<PackedConstant>.Empty)) + packs;
        FormatException exception = Assert.Throws<FormatException>(() => LinkPlanText.Parse(text));
        Assert.Contains(packs[(packs.LastIndexOf('\n') + 1)..], exception.Message, StringComparison.Ordinal);
    }

    private static Graph Parameters()
    {
        var builder = new GraphBuilder("Net");
        builder.Output("w", builder.Parameter("w", TensorType.Float(2, 3)));
        return builder.Build();
    }
}
