using System;
using System.Collections.Generic;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>Which lowering serves which operator.</summary>
internal static class LoweringRegistry
{
    private static readonly Dictionary<Type, ILowering> Lowerings = new()
    {
        [typeof(Conv2D)] = new Conv2DLowering(),
    };

    /// <summary>The lowering of an operator.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public static ILowering Find(Operator op) => Lowerings.TryGetValue(op.GetType(), out ILowering? lowering)
        ? lowering
        : throw new NotSupportedException($"The CPU back end has no kernel for {op.Name}.");
}
