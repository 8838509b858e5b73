using System.Linq;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using static ModelGen.Generator.Emit.Cpu.KernelSyntax;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>
/// Prints <see cref="ReduceKernel"/>: across rows into one vector whose lanes are combined in the end, or with a lane for each of the
/// results, four vectors at a time.
/// </summary>
internal sealed class ReduceEmitter : IKernelEmitter
{
    private const int VectorsAtATime = 4;

    /// <inheritdoc/>
    public void Emit(SourceWriter writer, CpuKernel kernel, string name)
    {
        var reduce = (ReduceKernel)kernel;
        OpenKernel(writer, name, Operands(reduce.IsBytes, "x", "y"));
        if (reduce.IsBytes)
        {
            ByteReduceSyntax.Emit(writer, reduce);
        }
        else if (reduce.IsAcross)
        {
            Across(writer, reduce);
        }
        else
        {
            Lanes(writer, reduce);
        }

        Close(writer);
    }

    private static void Across(SourceWriter writer, ReduceKernel kernel)
    {
        LoopSyntax.OpenTurns(writer, kernel.Kept, "x", "y");
        writer.Line($"V result = {Start(kernel)};");
        string source = OpenLoops(writer, kernel.Reduced, kernel.Reduced.Extents.Count - 1, "xRow");
        LoopSyntax.Vectors(writer, kernel.Reduced.RowLength, (index, lanes) =>
        {
            string element = LoopSyntax.Load(source, index, lanes);
            string padded = kernel.Kind == ReduceKind.Max ? LoopSyntax.FirstLanes(element, Start(kernel), lanes) : element;
            writer.Line($"result = {Combine(kernel, "result", padded)};");
        });
        CloseLoops(writer, kernel.Reduced.Extents.Count - 1);
        writer.Line(kernel.Kind switch
        {
            ReduceKind.Max => "yRow = S.MaxAcross(result);",
            ReduceKind.Sum => "yRow = S.Sum(result);",
            _ => $"yRow = S.Sum(result) / {Float(kernel.Reduced.ElementCount)};",
        });
        writer.Close();
    }

    private static void Lanes(SourceWriter writer, ReduceKernel kernel)
    {
        int length = kernel.Kept.RowLength;
        writer.Line($"nint last = {OpenBlocks(writer, kernel, "float")}, i = 0;");
        Loop(writer, kernel, VectorsAtATime);
        Loop(writer, kernel, 1);
        if (length % 16 != 0)
        {
            writer.Open("if (i < last)");
            Block(writer, kernel, 1, "(int)(last - i)");
            writer.Close();
        }

        writer.Close();
    }

    /// <summary>
    /// Opens the loop over blocks of neighbouring results and declares <c>xBlock</c> and <c>yBlock</c>, their first elements; returns the
    /// expression of the number of neighbours.
    /// </summary>
    internal static string OpenBlocks(SourceWriter writer, ReduceKernel kernel, string type)
    {
        int[] outer = [.. kernel.Kept.Extents.Take(kernel.Kept.Extents.Count - 1)];
        int length = kernel.Kept.RowLength;
        writer.Open("for (int unit = begin; unit < end; unit++)");
        string[] indices = LoopSyntax.Split(writer, "unit", [.. outer, kernel.Blocks]);
        string block = Offset(indices[outer.Length], ReduceKernel.BlockLength);
        string First(int operand) => Sum([.. outer.Select((_, axis) => Offset(indices[axis], kernel.Kept.Strides[operand][axis])), block]);
        writer.Line($"ref {type} xBlock = {At("x", First(0))};");
        writer.Line($"ref {type} yBlock = {At("y", First(1))};");
        return kernel.Blocks == 1 ? Number(length)
            : length % ReduceKernel.BlockLength == 0 ? Number(ReduceKernel.BlockLength)
            : $"Math.Min({ReduceKernel.BlockLength}, {length} - {block})";
    }

    private static void Loop(SourceWriter writer, ReduceKernel kernel, int vectors)
    {
        writer.Open($"for (; i <= last - {Group(vectors)}; i += {Group(vectors)})");
        Block(writer, kernel, vectors, null);
        writer.Close();
    }

    private static string Group(int vectors) => vectors == 1 ? "S.Count" : $"({vectors} * S.Count)";

    private static void Block(SourceWriter writer, ReduceKernel kernel, int vectors, string? lanes)
    {
        string[] results = [.. Enumerable.Range(0, vectors).Select(v => "a" + v)];
        writer.Line("V " + string.Join(", ", results.Select(r => $"{r} = {Start(kernel)}")) + ";");
        writer.Line("ref float source = ref Unsafe.Add(ref xBlock, i);");
        string innermost = OpenLoops(writer, kernel.Reduced, kernel.Reduced.Extents.Count, "source");
        for (int v = 0; v < vectors; v++)
        {
            writer.Line($"{results[v]} = {Combine(kernel, results[v], LoopSyntax.Load(innermost, KernelSyntax.Vectors(v), lanes))};");
        }

        CloseLoops(writer, kernel.Reduced.Extents.Count);
        for (int v = 0; v < vectors; v++)
        {
            string value = kernel.Kind == ReduceKind.Mean ? $"S.Divide({results[v]}, S.Broadcast({Float(kernel.Reduced.ElementCount)}))" : results[v];
            writer.Line(LoopSyntax.Store(value, "yBlock", Sum("i", KernelSyntax.Vectors(v)), lanes));
        }
    }

    /// <summary>Opens the outermost loops of a nest; returns the reference to the first element of what is left.</summary>
    internal static string OpenLoops(SourceWriter writer, LoopNest loops, int count, string source, string type = "float")
    {
        for (int axis = 0; axis < count; axis++)
        {
            string index = "r" + axis;
            writer.Open($"for (int {index} = 0; {index} < {loops.Extents[axis]}; {index}++)");
            writer.Line($"ref {type} x{axis} = {At(source, Offset(index, loops.Strides[0][axis]))};");
            source = "x" + axis;
        }

        return source;
    }

    /// <summary>Closes them.</summary>
    internal static void CloseLoops(SourceWriter writer, int count)
    {
        for (int i = 0; i < count; i++)
        {
            writer.Close();
        }
    }

    private static string Start(ReduceKernel kernel) => kernel.Kind == ReduceKind.Max ? "S.Broadcast(float.NegativeInfinity)" : "S.Zero";

    private static string Combine(ReduceKernel kernel, string result, string element) =>
        kernel.Kind == ReduceKind.Max ? $"S.Maximum({result}, {element})" : $"S.Add({result}, {element})";
}
