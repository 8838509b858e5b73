using System.Linq;
using ModelGen.Conformance.Harness;

namespace ModelGen.Conformance.Suites;

/// <summary>What moves values without changing them.</summary>
internal static class MovementSuites
{
    public static readonly Suite[] All =
    [
        new("Concat", Concat),
        new("Split", Split),
        new("Slice", Slice),
        new("Pad", Pad),
        new("Reshape", Reshape),
        new("Flatten", draw => Moved(draw, "Flatten(x)", Sample(draw))),
        new("Squeeze", Squeeze),
        new("Transpose", Transpose),
        new("Gather", Gather),
        new("Embedding", Embedding),
        new("ToFloat", draw => ModelCase.Of("ToFloat(x) / 255 - 0.5f", Tolerance.ElementWise, new CaseInput("x", Sample(draw), new InputValues(-300, 300), draw.Pick(ElementType.UInt8, ElementType.Int8, ElementType.Int32)))),
    ];

    private static ModelCase Concat(Draw draw)
    {
        int[] sample = Sample(draw);
        int axis = draw.Int(0, sample.Length - 1), parts = draw.Int(1, 4);
        CaseInput[] inputs = [.. Enumerable.Range(0, parts).Select(i =>
        {
            int[] part = [.. sample];
            part[axis] = draw.Channels();
            return new CaseInput($"x{i}", part, InputValues.Unit);
        })];
        string operands = string.Join(", ", inputs.Select(i => draw.OneIn(3) ? $"Relu({i.Name})" : i.Name));
        return ModelCase.Of($"Concat({draw.Pick(axis + 1, axis - sample.Length)}, {operands})", Tolerance.Exact, inputs);
    }

    private static ModelCase Split(Draw draw)
    {
        int[] sample = Sample(draw), sizes = [.. Enumerable.Range(0, draw.Int(2, 4)).Select(_ => draw.Int(1, 20))];
        int axis = draw.Int(0, sample.Length - 1);
        bool isEven = draw.OneIn(2);
        sizes = isEven ? [.. sizes.Select(_ => sizes[0])] : sizes;
        sample[axis] = sizes.Sum();
        string argument = isEven ? Text.Of(sizes.Length) : Text.Array(sizes);
        return new ModelCase($"var parts = Split(x, {argument}, {axis + 1}); return (parts[1], parts[0]);", [new CaseInput("x", sample, InputValues.Unit)], Tolerance.Exact)
        {
            Outputs = ["Second", "First"],
            Batch = draw.Pick(1, 2),
        };
    }

    private static ModelCase Slice(Draw draw)
    {
        int[] sample = Sample(draw);
        int axis = draw.Int(0, sample.Length - 1), step = draw.Pick(1, 1, 2, 3), begin = draw.Int(0, sample[axis] - 1);
        int size = draw.Int(1, ((sample[axis] - 1 - begin) / step) + 1);
        return Moved(draw, $"Slice(x, {axis + 1}, {begin}, {size}, {step})", sample);
    }

    private static ModelCase Pad(Draw draw)
    {
        int[] sample = Sample(draw);
        string Amounts() => Text.Array([0, .. sample.Select(_ => draw.Int(0, 3))]);
        return sample.Length == 3 && draw.OneIn(2)
            ? Moved(draw, $"Pad(x, ({draw.Int(0, 3)}, {draw.Int(0, 3)}, {draw.Int(0, 3)}, {draw.Int(0, 3)}))", sample)
            : Moved(draw, $"Pad(x, {Amounts()}, {Amounts()}, {Text.Of(draw.Pick(0f, 1.5f, -2))})", sample);
    }

    private static ModelCase Reshape(Draw draw)
    {
        int[] sample = Sample(draw);
        return draw.Pick(
            Moved(draw, $"Reshape(x, -1, {Text.Of(sample.Reverse())})", sample),
            Moved(draw, $"Reshape(Relu(x), -1, {sample.Aggregate((a, b) => a * b)})", sample),
            Moved(draw, $"Tanh(Reshape(x, -1, 1, {Text.Of(sample)}))", sample) with { Tolerance = Tolerance.ElementWise });
    }

    private static ModelCase Squeeze(Draw draw)
    {
        int[] sample = [.. Sample(draw), 1];
        return draw.OneIn(2) ? Moved(draw, "Squeeze(x, -1)", sample) : Moved(draw, $"Squeeze(Reshape(x, -1, 1, {Text.Of(sample)}), 1)", sample);
    }

    private static ModelCase Transpose(Draw draw)
    {
        int[] sample = Sample(draw);
        int[] axes = draw.OneIn(5) ? draw.Permutation(sample.Length + 1) : [0, .. draw.Permutation(sample.Length).Select(a => a + 1)];
        return Moved(draw, $"Transpose(x, {Text.Of(axes)})", sample);
    }

    private static ModelCase Gather(Draw draw)
    {
        int[] sample = Sample(draw);
        int axis = draw.Int(0, sample.Length - 1);
        return ModelCase.Of(
            $"Gather(x, indices, {axis + 1})",
            Tolerance.Exact,
            new CaseInput("x", sample, InputValues.Unit),
            new CaseInput("indices", draw.Pick<int[]>([draw.Int(1, 9)], [2, draw.Int(1, 4)]), new InputValues(0, sample[axis]), ElementType.Int32));
    }

    private static ModelCase Embedding(Draw draw)
    {
        int count = draw.Int(1, 40);
        return new ModelCase("return table.Forward(tokens);", [new CaseInput("tokens", [draw.Int(1, 12)], new InputValues(0, count), ElementType.Int32)], Tolerance.Exact)
        {
            Fields = $"private readonly Embedding table = new({count}, {draw.Channels()});",
            Batch = draw.Pick(1, 2),
        };
    }

    private static ModelCase Moved(Draw draw, string expression, int[] sample) =>
        ModelCase.Of(expression, Tolerance.Exact, new CaseInput("x", sample, InputValues.Unit)) with { Batch = draw.Pick(1, 1, 2) };

    private static int[] Sample(Draw draw) =>
        draw.Pick<int[]>([draw.Int(1, 70)], [draw.Int(1, 9), draw.Channels()], [draw.Int(1, 7), draw.Int(1, 7), draw.Channels()], [draw.Int(1, 3), draw.Int(1, 4), draw.Int(1, 4), draw.Int(1, 9)]);
}
