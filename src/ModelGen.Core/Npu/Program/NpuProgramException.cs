using System;

namespace ModelGen.Npu;

/// <summary>
/// A program, its text or its binary is malformed, or does something at run time that no program may. The message says what, where, with
/// which values, and what is allowed.
/// </summary>
public sealed class NpuProgramException(string message) : Exception(message);
