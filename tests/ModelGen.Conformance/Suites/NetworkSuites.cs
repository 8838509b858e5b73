using System.Collections.Generic;
using System.Linq;
using ModelGen.Conformance.Harness;

namespace ModelGen.Conformance.Suites;

/// <summary>Small networks of several layers, in which passes and the planner have something to do.</summary>
internal static class NetworkSuites
{
    public static readonly Suite[] All =
    [
        new("Convolutional networks", Convolutional),
        new("Attention", Attention),
        new("Several inputs and outputs", Several),
    ];

    /// <summary>Convolutions, batch norms, activations, residuals, pooling and concatenations at random over one another.</summary>
    private static ModelCase Convolutional(Draw draw)
    {
        var fields = new List<string>();
        var statements = new List<string> { "var v0 = x;" };
        var values = new List<(int Height, int Width, int Channels)> { (draw.Int(6, 14), draw.Int(6, 14), draw.Pick(1, 3, 8)) };
        int count = draw.Int(3, 9);
        for (int i = 1; i <= count; i++)
        {
            int source = draw.OneIn(3) ? draw.Int(0, i - 1) : i - 1;
            var (height, width, channels) = values[source];
            int[] alike = [.. Enumerable.Range(0, i).Where(v => values[v] == values[source])];
            int[] samePlane = [.. Enumerable.Range(0, i).Where(v => values[v].Height == height && values[v].Width == width)];
            int output = draw.Pick(3, 8, 16, 24);
            switch (draw.Int(0, 8))
            {
                case 0 when height > 3 && width > 3:
                    statements.Add($"var v{i} = {draw.Pick("MaxPool", "AveragePool")}(v{source}, 2);");
                    values.Add((height / 2, width / 2, channels));
                    break;
                case 1:
                    statements.Add($"var v{i} = {draw.Activated($"v{source} + v{draw.Pick(alike)}")};");
                    values.Add(values[source]);
                    break;
                case 2:
                    int other = draw.Pick(samePlane);
                    statements.Add($"var v{i} = Concat(3, v{source}, v{other});");
                    values.Add((height, width, channels + values[other].Channels));
                    break;
                case 3:
                    fields.Add($"private readonly DepthwiseConv2D layer{i} = new(3, padding: 1, bias: false); private readonly BatchNorm norm{i} = new();");
                    statements.Add($"var v{i} = {draw.Activated($"norm{i}.Forward(layer{i}.Forward(v{source}))")};");
                    values.Add(values[source]);
                    break;
                case 4:
                    fields.Add($"private readonly Conv2D squeeze{i} = new(4, kernel: 1); private readonly Conv2D excite{i} = new({channels}, kernel: 1);");
                    statements.Add($"var v{i} = v{source} * Sigmoid(excite{i}.Forward(Relu(squeeze{i}.Forward(GlobalAveragePool(v{source})))));");
                    values.Add(values[source]);
                    break;
                case 5:
                    fields.Add($"private readonly BatchNorm norm{i} = new();");
                    statements.Add($"var v{i} = {draw.Activated($"norm{i}.Forward(v{source})")};");
                    values.Add(values[source]);
                    break;
                default:
                    bool isBatchNormed = draw.OneIn(2);
                    int kernel = draw.Pick(1, 3);
                    fields.Add($"private readonly Conv2D layer{i} = new({output}, kernel: {kernel}, padding: {draw.Pick(Text.Of(kernel / 2), "Padding.Same")}, bias: {Text.Of(!isBatchNormed)});");
                    fields.Add(isBatchNormed ? $"private readonly BatchNorm norm{i} = new();" : "");
                    string convolved = $"layer{i}.Forward(v{source})";
                    statements.Add($"var v{i} = {draw.Activated(isBatchNormed ? $"norm{i}.Forward({convolved})" : convolved)};");
                    values.Add((height, width, output));
                    break;
            }
        }

        fields.Add("private readonly Dense classifier = new(10);");
        statements.Add($"return classifier.Forward(Flatten(GlobalAveragePool(v{count})));");
        return new ModelCase(string.Join("\n        ", statements), [new CaseInput("x", [values[0].Height, values[0].Width, values[0].Channels], InputValues.Unit)], Tolerance.Network)
        {
            Fields = string.Join("\n    ", fields.Where(f => f.Length > 0)),
            Batch = draw.Pick(1, 1, 2),
        };
    }

    /// <summary>Multi-head attention with a residual, a norm and a feed-forward part.</summary>
    private static ModelCase Attention(Draw draw)
    {
        int heads = draw.Pick(1, 2, 4), depth = draw.Pick(4, 8, 16), tokens = draw.Int(1, 12), width = heads * depth;
        string shape = $"-1, {tokens}, {heads}, {depth}";
        return new ModelCase(
            $"""
            var qkv = Split(project.Forward(before.Forward(x)), 3, axis: 2);
                    var q = Transpose(Reshape(qkv[0], {shape}), 0, 2, 1, 3);
                    var k = Transpose(Reshape(qkv[1], {shape}), 0, 2, 3, 1);
                    var v = Transpose(Reshape(qkv[2], {shape}), 0, 2, 1, 3);
                    var attention = MatMul(Softmax(MatMul(q, k) * {Text.Of(1 / System.MathF.Sqrt(depth))}), v);
                    x = x + join.Forward(Reshape(Transpose(attention, 0, 2, 1, 3), -1, {tokens}, {width}));
                    return x + shrink.Forward(Gelu(grow.Forward(after.Forward(x)), approximate: {Text.Of(draw.OneIn(2))}));
            """,
            [new CaseInput("x", [tokens, width], InputValues.Unit)],
            Tolerance.Network)
        {
            Fields = $"private readonly LayerNorm before = new(); private readonly LayerNorm after = new(); private readonly Dense project = new({3 * width}); private readonly Dense join = new({width}); private readonly Dense grow = new({2 * width}); private readonly Dense shrink = new({width});",
            Batch = draw.Pick(1, 2),
        };
    }

    /// <summary>Inputs of several types, shared layers, an input that is an output, and one value as two outputs.</summary>
    private static ModelCase Several(Draw draw)
    {
        int count = draw.Int(1, 30), width = draw.Pick(3, 8, 17);
        return new ModelCase(
            """
            var a = shared.Forward(values);
                    var b = shared.Forward(ReduceMean(table.Forward(tokens), 1));
                    var both = Max(a, b);
                    return (both, Softmax(a), values, both);
            """,
            [new CaseInput("values", [width], InputValues.Unit), new CaseInput("tokens", [draw.Int(1, 7)], new InputValues(0, count), ElementType.Int32)],
            Tolerance.Sums)
        {
            Fields = $"private readonly Dense shared = new({draw.Pick(2, 16, 19)}); private readonly Embedding table = new({count}, {width});",
            Outputs = ["Both", "Scores", "Same", "Again"],
            Batch = draw.Pick(1, 2),
        };
    }
}
