using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Emission;

/// <summary>An instruction before it has its place and its semaphores.</summary>
/// <param name="Instruction">The instruction.</param>
/// <param name="Settings">The registers of its engine that it reads; the array of the draft before on its engine where they are the same.</param>
/// <param name="Ranges">The bytes that it touches.</param>
/// <param name="Layer">The layer that it belongs to.</param>
/// <param name="IsConstant">Whether it loads a constant, and so can come earlier.</param>
internal sealed record Draft(
    NpuInstruction Instruction, RegisterSetting[] Settings, EquatableArray<NpuRange> Ranges, int Layer, bool IsConstant);

/// <summary>The value of a register.</summary>
/// <param name="Register">The number of the register.</param>
/// <param name="Value">The value.</param>
internal readonly record struct RegisterSetting(byte Register, long Value);
