using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using static ModelGen.Generator.Emit.Cpu.KernelSyntax;
using static ModelGen.Generator.Emit.Cpu.LoopSyntax;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>Prints <see cref="SoftmaxKernel"/>: the maximum, the powers with their sum, the quotients.</summary>
internal sealed class SoftmaxEmitter : IKernelEmitter
{
    private const string Least = "S.Broadcast(float.NegativeInfinity)";

    /// <inheritdoc/>
    public void Emit(SourceWriter writer, CpuKernel kernel, string name)
    {
        var softmax = (SoftmaxKernel)kernel;
        OpenKernel(writer, name, ["x", "y"]);
        OpenTurns(writer, softmax.Outer, "x", "y");
        if (softmax.Neighbours == 0)
        {
            Row(writer, softmax.Length);
        }
        else
        {
            Vectors(writer, softmax.Neighbours, (index, lanes) => Columns(writer, softmax, index, lanes));
        }

        writer.Close();
        Close(writer);
    }

    private static void Row(SourceWriter writer, int length)
    {
        writer.Line($"V greatest = {Least};");
        Vectors(writer, length, (index, lanes) =>
            writer.Line($"greatest = S.Maximum(greatest, {FirstLanes(Load("xRow", index, lanes), Least, lanes)});"));
        writer.Line("greatest = S.Broadcast(S.MaxAcross(greatest));");
        writer.Line();
        writer.Line("V sum = S.Zero;");
        Vectors(writer, length, (index, lanes) =>
        {
            writer.Line($"V power = VectorMath.ExpOfNegative<S, V>(S.Subtract({Load("xRow", index, lanes)}, greatest));");
            writer.Line(Store("power", "yRow", index, lanes));
            writer.Line($"sum = S.Add(sum, {FirstLanes("power", "S.Zero", lanes)});");
        });
        writer.Line("sum = S.Broadcast(S.Sum(sum));");
        writer.Line();
        Vectors(writer, length, (index, lanes) =>
            writer.Line(Store($"S.Divide({Load("yRow", index, lanes)}, sum)", "yRow", index, lanes)));
    }

    private static void Columns(SourceWriter writer, SoftmaxKernel kernel, string index, string? lanes)
    {
        string x = Load("xRow", Sum(index, Offset("k", kernel.InputStride)), lanes);
        string target = Sum(index, Offset("k", kernel.OutputStride));
        string loop = $"for (int k = 0; k < {kernel.Length}; k++)";
        writer.Line($"V greatest = {Least};");
        writer.Open(loop);
        writer.Line($"greatest = S.Maximum(greatest, {x});");
        writer.Close();
        writer.Line();
        writer.Line("V sum = S.Zero;");
        writer.Open(loop);
        writer.Line($"V power = VectorMath.ExpOfNegative<S, V>(S.Subtract({x}, greatest));");
        writer.Line(Store("power", "yRow", target, lanes));
        writer.Line("sum = S.Add(sum, power);");
        writer.Close();
        writer.Line();
        writer.Open(loop);
        writer.Line(Store($"S.Divide({Load("yRow", target, lanes)}, sum)", "yRow", target, lanes));
        writer.Close();
    }
}
