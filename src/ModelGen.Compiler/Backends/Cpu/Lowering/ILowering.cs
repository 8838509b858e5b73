using ModelGen.IR;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>Turns the nodes of some operators into kernels and steps.</summary>
internal interface ILowering
{
    /// <summary>Adds the steps that compute <paramref name="node"/>.</summary>
    /// <param name="context">The program under construction.</param>
    /// <param name="node">The node; its operator is <paramref name="anchor"/> or a fused one around it.</param>
    /// <param name="anchor">The operator that determines the kernel.</param>
    void Lower(LoweringContext context, Node node, Operator anchor);
}
