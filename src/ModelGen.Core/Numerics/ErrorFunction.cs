using System;

namespace ModelGen.Numerics;

/// <summary>
/// The error function in double precision, independent of the platform's math library.
/// Source: M. Abramowitz, I. Stegun, Handbook of Mathematical Functions, 7.1.6 (the series of positive terms) for |x| below 3,
/// 7.1.14 (the continued fraction) above.
/// </summary>
public static class ErrorFunction
{
    private const double TwoBySqrtPi = 1.1283791670955126;
    private const double SqrtPi = 1.7724538509055161;
    private const double Crossover = 3;

    /// <summary>2/√π · ∫₀ˣ exp(−t²) dt; relative error below 1e-15.</summary>
    public static double Erf(double x) =>
        double.IsNaN(x) ? x : Math.Abs(x) < Crossover ? Series(x) : x > 0 ? 1 - Tail(x) : Tail(-x) - 1;

    /// <summary>1 − Erf(x) without cancellation for large x.</summary>
    public static double Erfc(double x) =>
        double.IsNaN(x) ? x : Math.Abs(x) < Crossover ? 1 - Series(x) : x > 0 ? Tail(x) : 2 - Tail(-x);

    private static double Series(double x)
    {
        double term = x, sum = x;
        for (int n = 1; Math.Abs(term) > Math.Abs(sum) * 1e-18; n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return TwoBySqrtPi * PortableMath.Exp(-x * x) * sum;
    }

    private static double Tail(double x)
    {
        if (double.IsInfinity(x))
        {
            return 0;
        }

        double fraction = x;
        for (int n = 60; n >= 1; n--)
        {
            fraction = x + (n / 2.0 / fraction);
        }

        return PortableMath.Exp(-x * x) / (SqrtPi * fraction);
    }
}
