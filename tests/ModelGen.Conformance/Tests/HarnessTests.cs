using System;
using ModelGen.Conformance.Harness;
using ModelGen.Conformance.Suites;

namespace ModelGen.Conformance.Tests;

/// <summary>The harness itself: it notices differences and warnings, and a seed names a case.</summary>
public class HarnessTests
{
    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(0, -0f, true)]
    [InlineData(1, 1.00001f, true)]
    [InlineData(1, 1.0001f, false)]
    [InlineData(0, 0.001f, false)]
    [InlineData(float.NaN, float.NaN, true)]
    [InlineData(float.NaN, 1, false)]
    [InlineData(1, float.NaN, false)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity, true)]
    [InlineData(float.PositiveInfinity, float.NegativeInfinity, false)]
    [InlineData(float.PositiveInfinity, 1, false)]
    public void A_tolerance_tells_equal_from_different(float expected, float actual, bool isEqual) =>
        Assert.Equal(isEqual, Tolerance.Sums.Difference([expected], [actual]) is null);

    [Fact]
    public void A_difference_is_located()
    {
        Assert.Equal("1 of 3 values differ; at 1, 2 was expected, but 5 came out", Tolerance.Exact.Difference([1, 2, 3], [1, 5, 3]));
        Assert.Equal("2 values were expected, but 1 came out", Tolerance.Exact.Difference([1, 2], [1]));
    }

    [Fact]
    public void A_warning_fails_the_compilation() =>
        Assert.Contains("CS0219", Assert.Throws<InvalidOperationException>(
            () => ModelCompiler.Compile([new ModelCase("int unused = 1; return x;", [new CaseInput("x", [8], InputValues.Unit)], Tolerance.Exact)])).Message);

    [Fact]
    public void A_seed_names_a_case()
    {
        foreach (Suite suite in AllSuites.All)
        {
            ModelCase drawn = suite.FromIndex(3);
            Assert.Equal(drawn.Source("M"), suite.FromSeed(drawn.Seed).Source("M"));
        }
    }
}
