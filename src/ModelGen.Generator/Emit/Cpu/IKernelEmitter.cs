using ModelGen.Compiler.Backends.Cpu;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>Prints the kernels of one kind. It decides nothing: the record says it all.</summary>
internal interface IKernelEmitter
{
    /// <summary>
    /// Writes the members for <paramref name="kernel"/>: a generic method <paramref name="name"/>, whose parameters are the operands of
    /// its steps in their order and a range of units, and whatever it calls, named with that prefix.
    /// </summary>
    void Emit(SourceWriter writer, CpuKernel kernel, string name);
}
