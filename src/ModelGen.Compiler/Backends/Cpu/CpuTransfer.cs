namespace ModelGen.Compiler.Backends.Cpu;

/// <summary>A copy between a caller's dense buffer and the arena, where the tensor may lie in planes with a halo.</summary>
/// <param name="Name">The input's or output's name.</param>
/// <param name="Type">Element type and shape.</param>
/// <param name="Location">The first logical element, in the arena or among the constants.</param>
/// <param name="Planes">The number of planes.</param>
/// <param name="PlaneStride">From plane to plane in memory, in elements.</param>
/// <param name="Rows">The rows of a plane.</param>
/// <param name="RowStride">From row to row in memory, in elements.</param>
/// <param name="RowLength">The elements of a row, contiguous on both sides.</param>
public sealed record CpuTransfer(
    string Name,
    IR.TensorType Type,
    Operand Location,
    int Planes,
    int PlaneStride,
    int Rows,
    int RowStride,
    int RowLength);
