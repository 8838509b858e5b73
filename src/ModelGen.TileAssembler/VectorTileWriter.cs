using System.Linq;
using System.Text;

namespace ModelGen.TileAssembler;

/// <summary>
/// Writes the passes of the tiles in C#: one for each number of pixels and vectors, with an accumulator in a named local each, which is
/// what the JIT keeps in registers.
/// </summary>
internal static class VectorTileWriter
{
    private static readonly (int Vectors, int MostPixels)[] Shapes = [(1, 6), (2, 6), (3, 4), (4, 4)];

    /// <summary>The text of the file.</summary>
    public static string Write()
    {
        var text = new StringBuilder();
        text.Append(
            """
            // Written by src/ModelGen.TileAssembler; a test holds that it is up to date.
            using System.Runtime.CompilerServices;

            namespace ModelGen.CompilerServices;

            /// <content>The passes for each number of pixels and of vectors of channels.</content>
            internal static unsafe partial class Int8VectorTile<D, V, X, W>
            {
                [MethodImpl(MethodImplOptions.AggressiveInlining)]
                private static void Pass(Int8TileArguments* a, int pixel, int pixels, int vector, int vectors, int channels)
                {
                    switch ((vectors, pixels))
                    {

            """);
        foreach ((int vectors, int mostPixels) in Shapes)
        {
            for (int pixels = 1; pixels <= mostPixels; pixels++)
            {
                text.Append($"            case ({vectors}, {pixels}):\n                Pass{pixels}x{vectors}(a, pixel, vector, channels);\n                break;\n");
            }
        }

        text.Append("        }\n    }\n");
        foreach ((int vectors, int mostPixels) in Shapes)
        {
            for (int pixels = 1; pixels <= mostPixels; pixels++)
            {
                text.Append('\n');
                WritePass(text, pixels, vectors);
            }
        }

        return text.Append("}\n").ToString();
    }

    private static void WritePass(StringBuilder text, int pixels, int vectors)
    {
        string Pointers(char name, int count, string value) => "byte* " + List(count, i => $"{name}{i} = {string.Format(value, Plus(i))}") + ";";
        void Line(int depth, string line) => text.Append(' ', 4 * depth).Append(line).Append('\n');

        Line(1, "[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        Line(1, $"private static void Pass{pixels}x{vectors}(Int8TileArguments* a, int pixel, int vector, int channels)");
        Line(1, "{");
        Line(2, Pointers('x', pixels, "a->Pixel(pixel{0})"));
        Line(2, Pointers('w', vectors, "Weights(a, vector{0})"));
        for (int p = 0; p < pixels; p++)
        {
            Line(2, "V " + List(vectors, v => $"s{p}{v} = D.Zero") + ";");
        }

        Line(2, "V " + List(vectors, v => $"c{v} = D.Zero") + ";");
        Line(2, "nint quads = a->Quads * Int8TileArguments.QuadLength, line = 0;");
        Line(2, "for (nint outer = 0; outer < a->OuterRuns; outer++)");
        Line(2, "{");
        Line(3, "nint start = outer * a->OuterStride;");
        Line(3, "for (nint run = 0; run < a->Runs; run++, start += a->RunStride)");
        Line(3, "{");
        Line(4, "for (nint k = start; k < start + quads; k += Int8TileArguments.QuadLength, line += Int8TileArguments.QuadBytes)");
        Line(4, "{");
        Line(5, "W " + List(vectors, v => $"u{v} = D.Weights(w{v} + line)") + ";");
        Line(5, string.Join(" ", Enumerable.Range(0, vectors).Select(v => $"c{v} = D.Correct(c{v}, u{v});")));
        Line(5, "X x = D.Activations(x0 + k);");
        for (int p = 0; p < pixels; p++)
        {
            if (p > 0)
            {
                Line(5, $"x = D.Activations(x{p} + k);");
            }

            Line(5, string.Join(" ", Enumerable.Range(0, vectors).Select(v => $"s{p}{v} = D.Add(s{p}{v}, x, u{v});")));
        }

        Line(4, "}");
        Line(3, "}");
        Line(2, "}");
        Line(0, "");
        Line(2, "int* y = a->Sums + (pixel * channels) + (vector * D.Lanes);");
        for (int p = 0; p < pixels; p++)
        {
            if (p > 0)
            {
                Line(2, "y += channels;");
            }

            for (int v = 0; v < vectors; v++)
            {
                Line(2, $"D.Store(s{p}{v}, c{v}, y{Plus(v, " * D.Lanes")});");
            }
        }

        Line(1, "}");
    }

    private static string Plus(int i, string times = "") => i == 0 ? "" : times.Length > 0 ? $" + ({i}{times})" : $" + {i}";

    private static string List(int count, System.Func<int, string> item) => string.Join(", ", Enumerable.Range(0, count).Select(item));
}
