using System.Collections.Generic;
using System.Linq;
using ModelGen.Conformance.Harness;

namespace ModelGen.Conformance.Suites;

/// <summary>Functions of single elements, and of two with broadcasting.</summary>
internal static class ElementWiseSuites
{
    /// <summary>Each function with a range in which its result is finite, and how exact it is.</summary>
    private static readonly (string Name, string Expression, float Low, float High, Tolerance Tolerance)[] Functions =
    [
        ("Relu", "Relu(x)", -1e30f, 1e30f, Tolerance.Exact),
        ("Relu6", "Relu6(x)", -100, 100, Tolerance.Exact),
        ("LeakyRelu", "LeakyRelu(x, 0.2f)", -1e30f, 1e30f, Tolerance.ElementWise),
        ("Clip", "Clip(x, -0.75f, 2.5f)", -100, 100, Tolerance.Exact),
        ("Sigmoid", "Sigmoid(x)", -120, 120, Tolerance.ElementWise),
        ("Tanh", "Tanh(x)", -50, 50, Tolerance.ElementWise),
        ("SiLU", "SiLU(x)", -80, 120, Tolerance.Silu),
        ("HardSigmoid", "HardSigmoid(x)", -10, 10, Tolerance.ElementWise),
        ("HardSwish", "HardSwish(x)", -10, 10, Tolerance.ElementWise),
        ("Gelu", "Gelu(x)", -20, 20, Tolerance.ElementWise),
        ("Gelu approximate", "Gelu(x, approximate: true)", -20, 20, Tolerance.ElementWise),
        ("Exp", "Exp(x)", -87, 88, Tolerance.ElementWise),
        ("Sqrt", "Sqrt(x)", 0, 1e30f, Tolerance.ElementWise),
        ("Abs", "Abs(x)", -1e30f, 1e30f, Tolerance.Exact),
        ("Negate", "-x", -1e30f, 1e30f, Tolerance.Exact),
    ];

    private static readonly (string Name, string Format)[] Binaries =
        [("Add", "{0} + {1}"), ("Sub", "{0} - {1}"), ("Mul", "{0} * {1}"), ("Div", "{0} / {1}"), ("Max", "Max({0}, {1})"), ("Min", "Min({0}, {1})")];

    public static readonly Suite[] All =
    [
        .. Functions.Select(f => new Suite(f.Name, draw => Unary(draw, f.Expression, f.Low, f.High, f.Tolerance))),
        .. Binaries.Select(b => new Suite(b.Name, draw => Binary(draw, b.Format))),
        .. Binaries.Take(4).Select(b => new Suite(b.Name + " number", draw => WithNumber(draw, b.Format))),
        new("PRelu", draw => new ModelCase("return layer.Forward(x);", [new CaseInput("x", Sample(draw), new InputValues(-5, 5, true))], Tolerance.ElementWise)
        {
            Fields = $"private readonly PRelu layer = new({Text.Of(draw.OneIn(2))});",
        }),
        new("Chains", Chain),
    ];

    private static ModelCase Unary(Draw draw, string expression, float low, float high, Tolerance tolerance)
    {
        float most = draw.Pick(1, 10, 100, 1e30f);
        return ModelCase.Of(expression, tolerance, new CaseInput("x", Sample(draw), new InputValues(System.Math.Max(low, -most), System.Math.Min(high, most), Corners: true)));
    }

    private static ModelCase Binary(Draw draw, string format)
    {
        int[] a = Sample(draw), b = [.. a];
        int batch = draw.Pick(1, 1, 2);
        for (int axis = 0; axis < a.Length; axis++)
        {
            switch (draw.Int(0, 4))
            {
                case 0:
                    b[axis] = 1;
                    break;
                case 1:
                    a[axis] = 1;
                    break;
            }
        }

        // Divisors keep away from zero, where quotients have no bound.
        var divisors = new InputValues(0.25f, 4);
        var values = new InputValues(-4, 4, draw.OneIn(2));
        bool swaps = draw.OneIn(2);
        var first = new CaseInput("a", swaps ? b : a, values);
        if (draw.OneIn(3) && !format.Contains('/'))
        {
            return new ModelCase($"return {string.Format(format, "a", "b.Value")};", [first], Tolerance.ElementWise)
            {
                Fields = $"private readonly Parameter b = new({Text.Of(swaps ? a : b)});",
                Batch = batch,
            };
        }

        return ModelCase.Of(string.Format(format, "a", "b"), Tolerance.ElementWise, first, new CaseInput("b", swaps ? a : b, format.Contains('/') ? divisors : values)) with { Batch = batch };
    }

    private static ModelCase WithNumber(Draw draw, string format)
    {
        string number = Text.Of(draw.Pick(0.5f, -2, 3, 0.1f));
        return draw.OneIn(2)
            ? ModelCase.Of(string.Format(format, "x", number), Tolerance.ElementWise, new CaseInput("x", Sample(draw), new InputValues(-4, 4)))
            : ModelCase.Of(string.Format(format, number, "x"), Tolerance.ElementWise, new CaseInput("x", Sample(draw), new InputValues(0.25f, 4)));
    }

    /// <summary>Several functions in a row over several operands, which compilers fuse.</summary>
    private static ModelCase Chain(Draw draw)
    {
        int[] a = [draw.Int(1, 6), draw.Int(1, 6), draw.Channels()], b = [1, 1, a[2]];
        var statements = new List<string> { "var v0 = a;", "var v1 = b;", "var v2 = Relu(a);" };
        int length = draw.Int(2, 8);
        for (int i = 3; i < 3 + length; i++)
        {
            string left = $"v{draw.Int(0, i - 1)}", right = $"v{draw.Int(0, i - 1)}";
            string[] choices =
            [
                $"{left} + {right}", $"Sigmoid({left}) * {right}", $"Max({left}, {right})", $"Min({left}, 0.5f * {right})", $"Tanh({left}) - {right}",
                $"HardSwish(Clip({left}, -4, 4))", $"1.5f - Tanh({left})", $"{left} / (1 + Abs({right}))", $"Gelu({left})", $"-{left}",
            ];
            statements.Add($"var v{i} = {draw.Pick(choices)};");
        }

        statements.Add($"return v{length + 2} + a;");
        return new ModelCase(string.Join(" ", statements), [new CaseInput("a", a, InputValues.Unit), new CaseInput("b", b, InputValues.Unit)], Tolerance.Sums);
    }

    private static int[] Sample(Draw draw) =>
        draw.Pick<int[]>([draw.Int(1, 70)], [draw.Int(1, 9), draw.Channels()], [draw.Int(1, 7), draw.Int(1, 7), draw.Channels()]);
}
