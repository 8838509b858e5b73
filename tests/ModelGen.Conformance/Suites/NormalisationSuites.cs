using System.Linq;
using ModelGen.Conformance.Harness;

namespace ModelGen.Conformance.Suites;

/// <summary>Normalisations and reductions.</summary>
internal static class NormalisationSuites
{
    public static readonly Suite[] All =
    [
        new("BatchNorm", draw => Layer(draw, "BatchNorm", draw.Pick("1e-5f", "1e-3f"))),
        new("LayerNorm", draw => Layer(draw, "LayerNorm", draw.Pick("1e-5f", "1e-3f"))),
        new("Softmax", Softmax),
        new("ReduceMean", draw => Reduce(draw, "ReduceMean", Tolerance.Sums)),
        new("ReduceSum", draw => Reduce(draw, "ReduceSum", Tolerance.Sums)),
        new("ReduceMax", draw => Reduce(draw, "ReduceMax", Tolerance.Exact)),
    ];

    private static ModelCase Layer(Draw draw, string type, string arguments) =>
        new($"return {draw.Activated("layer.Forward(x)")};", [new CaseInput("x", Sample(draw), new InputValues(-5, 5))], Tolerance.Sums)
        {
            Fields = $"private readonly {type} layer = new({arguments});",
            Batch = draw.Pick(1, 1, 2),
        };

    private static ModelCase Softmax(Draw draw)
    {
        int[] sample = Sample(draw);
        int axis = draw.OneIn(2) ? -1 : draw.Int(1, sample.Length);
        float range = draw.Pick(1f, 10f, 100f);
        return ModelCase.Of($"Softmax(x, {axis})", Tolerance.Sums, new CaseInput("x", sample, new InputValues(-range, range, draw.OneIn(3)))) with { Batch = draw.Pick(1, 1, 2) };
    }

    private static ModelCase Reduce(Draw draw, string name, Tolerance tolerance)
    {
        int[] sample = Sample(draw);
        int[] axes = [.. draw.Permutation(sample.Length).Take(draw.Int(1, sample.Length)).Select(a => a + 1)];
        string argument = axes.Length == 1 ? Text.Of(draw.OneIn(2) ? axes[0] : axes[0] - sample.Length - 1) : Text.Array(axes);
        return ModelCase.Of($"{name}(x, {argument}, keepDims: {Text.Of(draw.OneIn(2))})", tolerance, new CaseInput("x", sample, new InputValues(-5, 5))) with { Batch = draw.Pick(1, 1, 2) };
    }

    private static int[] Sample(Draw draw) =>
        draw.Pick<int[]>([draw.Int(1, 70)], [draw.Int(1, 9), draw.Channels()], [draw.Int(1, 7), draw.Int(1, 7), draw.Channels()], [draw.Int(1, 5), draw.Int(1, 5), draw.Channels()]);
}
