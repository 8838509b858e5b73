using ModelGen.Linking;

namespace ModelGen.Compiler.Backends.Cpu;

/// <summary>
/// A network lowered to loop nests: what generated code prints. Equal programs print alike.
/// </summary>
/// <param name="Kernels">The distinct kernels, in the order of their first use.</param>
/// <param name="Steps">The calls, in order.</param>
/// <param name="Inputs">How the inputs enter the arena before the first step.</param>
/// <param name="Outputs">How the results leave it after the last step.</param>
/// <param name="Link">How the constants come about once the weights are known.</param>
/// <param name="ArenaLength">Single-precision elements of a context's arena.</param>
public sealed record CpuProgram(
    EquatableArray<CpuKernel> Kernels,
    EquatableArray<CpuStep> Steps,
    EquatableArray<CpuTransfer> Inputs,
    EquatableArray<CpuTransfer> Outputs,
    LinkPlan Link,
    int ArenaLength);
