using System;
using ModelGen.CompilerServices;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Linking;

namespace ModelGen.Build.Tests.Linking;

/// <summary>Link plans of a single parameter, <c>layer.weight</c>.</summary>
internal static class Plans
{
    /// <summary>The parameter negated, padded with zeros to a whole number of vectors, and the parameter itself.</summary>
    public static string Text(string name, int length)
    {
        var builder = new GraphBuilder(name);
        int parameter = builder.Parameter("layer.weight", TensorType.Float(length));
        int negated = builder.Add(new Negate(), parameter);
        builder.Output("a", negated);
        builder.Output("b", parameter);
        var packings = new Packing[3];
        for (int i = 0; i < packings.Length; i++)
        {
            int lanes = 4 << i;
            packings[i] = new Packing(lanes, new[] { new PackSegment(0, length, new[] { new PackAxis((length + lanes - 1) / lanes, lanes, lanes), new PackAxis(lanes, 1, 1) }) });
        }

        var plan = new LinkPlan(builder.Build(), new PackedConstant[] { new(negated, packings), new(parameter, new Packing[] { new(0, new[] { PackSegment.Copy(length) }) }) });
        return LinkPlanText.Print(plan);
    }

    /// <summary>The constants as they are linked at load.</summary>
    public static ModelConstants Link(string text, int lanes, float[] values) =>
        Linker.Link(LinkPlanText.Parse(text), lanes, path => path == "layer.weight" ? new Tensor(new Shape(values.Length), values) : throw new ArgumentException(path));

    /// <summary>The source of a class that carries a plan as generated code does.</summary>
    public static string Source(string name, string weights, string text) =>
        $"public static class {name} {{ [ModelGen.CompilerServices.LinkPlan(\"{weights}\")] public static string Link() => \"\"\"\n{text}\n\"\"\"; }}\n";

    /// <summary>That two models hold the same bytes.</summary>
    public static void AssertEqual(ModelConstants expected, ModelConstants actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.True(expected.Bytes(i).SequenceEqual(actual.Bytes(i)));
        }
    }
}
