using CsCheck;
using ModelGen.Numerics;
using ModelGen.Tests;

namespace ModelGen.Core.Tests.Numerics;

/// <summary>Reference values: Abramowitz and Stegun, table 7.1 and 7.3, and mpmath.</summary>
public class ErrorFunctionTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1e-8, 1.1283791670955126e-8)]
    [InlineData(0.5, 0.52049987781304654)]
    [InlineData(1, 0.84270079294971487)]
    [InlineData(2, 0.99532226501895273)]
    [InlineData(2.99, 0.9999764743969194)]
    [InlineData(3, 0.99997790950300142)]
    [InlineData(double.PositiveInfinity, 1)]
    public void Erf_is_odd_and_has_the_tabulated_values(double x, double expected)
    {
        Assert.Equal(expected, ErrorFunction.Erf(x), 1e-14);
        Assert.Equal(-expected, ErrorFunction.Erf(-x), 1e-14);
    }

    [Theory]
    [InlineData(3, 2.209049699858544e-5)]
    [InlineData(5, 1.5374597944280349e-12)]
    [InlineData(10, 2.0884875837625447e-45)]
    public void Erfc_keeps_its_relative_accuracy_in_the_tail(double x, double expected) =>
        Assert.InRange(ErrorFunction.Erfc(x) / expected, 1 - 1e-13, 1 + 1e-13);

    [Fact]
    public void Erf_and_Erfc_add_up_to_one_and_rise() =>
        Gen.Select(Gen.Double[-8, 8], Gen.Double[0, 0.1]).Check(
            100,
            (x, step) =>
            {
                Assert.Equal(1, ErrorFunction.Erf(x) + ErrorFunction.Erfc(x), 1e-14);
                Assert.True(ErrorFunction.Erf(x + step) >= ErrorFunction.Erf(x) - 1e-15);
            });

    [Fact]
    public void NaN_stays_NaN()
    {
        Assert.True(double.IsNaN(ErrorFunction.Erf(double.NaN)));
        Assert.True(double.IsNaN(ErrorFunction.Erfc(double.NaN)));
    }
}
