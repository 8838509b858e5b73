using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using static ModelGen.Generator.Emit.Cpu.KernelSyntax;
using static ModelGen.Generator.Emit.Cpu.LoopSyntax;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>Prints <see cref="LayerNormKernel"/>: the mean, the squared distances from it, the result.</summary>
internal sealed class LayerNormEmitter : IKernelEmitter
{
    /// <inheritdoc/>
    public void Emit(SourceWriter writer, CpuKernel kernel, string name)
    {
        var norm = (LayerNormKernel)kernel;
        OpenKernel(writer, name, ["x", "gamma", "beta", "y"]);
        OpenTurns(writer, norm.Outer, "x", "y");
        writer.Line("V sum = S.Zero;");
        Vectors(writer, norm.Length, (index, lanes) => writer.Line($"sum = S.Add(sum, {Load("xRow", index, lanes)});"));
        writer.Line($"V mean = S.Broadcast(S.Sum(sum) / {Float(norm.Length)});");
        writer.Line();
        writer.Line("V squares = S.Zero;");
        Vectors(writer, norm.Length, (index, lanes) =>
        {
            writer.Line($"V distance = {FirstLanes($"S.Subtract({Load("xRow", index, lanes)}, mean)", "S.Zero", lanes)};");
            writer.Line("squares = S.MultiplyAdd(distance, distance, squares);");
        });
        writer.Line($"V scale = S.Broadcast(1f / MathF.Sqrt((S.Sum(squares) / {Float(norm.Length)}) + {Float(norm.Epsilon)}));");
        writer.Line();
        Vectors(writer, norm.Length, (index, lanes) =>
        {
            writer.Line($"V normal = S.Multiply(S.Subtract({Load("xRow", index, lanes)}, mean), scale);");
            writer.Line(Store($"S.MultiplyAdd(normal, {Load("gamma", index, lanes)}, {Load("beta", index, lanes)})", "yRow", index, lanes));
        });
        writer.Close();
        Close(writer);
    }
}
