namespace ModelGen.Compiler.Backends.Cpu;

/// <summary>One call of a kernel. Steps run in order; a step may read whatever earlier ones wrote.</summary>
/// <param name="Kernel">An index into the program's kernels.</param>
/// <param name="Operands">One for each parameter of the kernel, in its order.</param>
/// <param name="Units">The units of work, independent of each other and handed out to the threads in contiguous ranges.</param>
/// <param name="Parallel">Whether the work is large enough to be worth handing out.</param>
/// <param name="Node">The node of the optimised graph that it computes.</param>
/// <param name="Scope">The dotted path of the layer; empty at the top.</param>
/// <param name="Operation">The operation with its fused steps, as in <c>Conv2D + Relu</c>.</param>
/// <param name="Shape">The shape of its result.</param>
/// <param name="Macs">Its multiply-accumulates.</param>
public sealed record CpuStep(
    int Kernel,
    EquatableArray<Operand> Operands,
    UnitCount Units,
    bool Parallel,
    int Node,
    string Scope,
    string Operation,
    Shape Shape,
    long Macs);
