using ModelGen.Conformance.Harness;

namespace ModelGen.Conformance.Suites;

/// <summary>Matrix products.</summary>
internal static class ProductSuites
{
    private static readonly int[] Extents = [1, 2, 3, 5, 8, 15, 16, 17, 33, 64, 100];

    public static readonly Suite[] All =
    [
        new("Dense", Dense),
        new("DenseRow", DenseRow),
        new("MatMul", MatMul),
    ];

    private static ModelCase Dense(Draw draw)
    {
        int[] sample = draw.Pick<int[]>([draw.Pick(Extents)], [draw.Pick(Extents)], [draw.Int(1, 5), draw.Pick(Extents)], [draw.Int(1, 3), draw.Int(1, 5), draw.Pick(Extents)]);
        return new ModelCase($"return {draw.Activated("layer.Forward(x)")};", [new CaseInput("x", sample, InputValues.Unit)], Tolerance.Sums)
        {
            Fields = $"private readonly Dense layer = new({draw.Pick(Extents)}, bias: {Text.Of(draw.OneIn(2))});",
            Batch = draw.Pick(1, 1, 2, 5, 17),
        };
    }

    /// <summary>One row, many inputs and few results.</summary>
    private static ModelCase DenseRow(Draw draw) =>
        new($"return {draw.Activated("layer.Forward(x)")};", [new CaseInput("x", [draw.Int(60, 300)], InputValues.Unit)], Tolerance.Sums)
        {
            Fields = $"private readonly Dense layer = new({draw.Int(1, 17)}, bias: {Text.Of(draw.OneIn(2))});",
        };

    private static ModelCase MatMul(Draw draw)
    {
        int m = draw.Pick(Extents), k = draw.Pick(Extents), n = draw.Pick(Extents), heads = draw.Int(1, 4);
        (int[] left, int[] right) = draw.Pick<(int[], int[])>(([m, k], [k, n]), ([heads, m, k], [heads, k, n]), ([heads, m, k], [1, k, n]), ([1, m, k], [heads, k, n]));
        if (draw.OneIn(4))
        {
            return new ModelCase("return MatMul(a, b.Value);", [new CaseInput("a", left, InputValues.Unit)], Tolerance.Sums)
            {
                Fields = $"private readonly Parameter b = new({Text.Of(right)});",
                Batch = draw.Pick(1, 2),
            };
        }

        return ModelCase.Of("MatMul(a, b)", Tolerance.Sums, new CaseInput("a", left, InputValues.Unit), new CaseInput("b", right, InputValues.Unit)) with { Batch = draw.Pick(1, 1, 2) };
    }
}
