using System;
using System.Collections.Generic;

namespace ModelGen.Npu;

/// <summary>What executes each operation, by its opcode.</summary>
internal static class Execution
{
    private static readonly Action<NpuCore, NpuInstruction, NpuPoint>?[] Table = new Action<NpuCore, NpuInstruction, NpuPoint>?[256];

    static Execution()
    {
        var handlers = new Dictionary<NpuOperation, Action<NpuCore, NpuInstruction, NpuPoint>>
        {
            [NpuIsa.Configure] = (core, instruction, _) => core.Registers(instruction.Engine).Configure(instruction),
            [NpuIsa.Wait] = (_, _, _) => { },
            [NpuIsa.Signal] = (_, _, _) => { },
            [NpuIsa.Load] = TransferExecution.Load,
            [NpuIsa.Store] = TransferExecution.Store,
            [NpuIsa.Preload] = MatrixExecution.Preload,
            [NpuIsa.Multiply] = MatrixExecution.Multiply,
            [NpuIsa.Convolve] = MatrixExecution.Convolve,
            [NpuIsa.Depthwise] = MatrixExecution.Depthwise,
            [NpuIsa.Requantize] = RequantizeExecution.Execute,
            [NpuIsa.Vector] = VectorExecution.Combine,
            [NpuIsa.Pool] = PoolExecution.Execute,
            [NpuIsa.Reduce] = VectorExecution.Reduce,
            [NpuIsa.Move] = TransferExecution.Move,
        };
        foreach (KeyValuePair<NpuOperation, Action<NpuCore, NpuInstruction, NpuPoint>> handler in handlers)
        {
            Table[handler.Key.Opcode] = handler.Value;
        }
    }

    /// <summary>Whether an operation of an engine other than the front end can be executed.</summary>
    public static bool Knows(NpuOperation operation) => Table[operation.Opcode] is not null;

    public static void Run(NpuCore core, NpuInstruction instruction, NpuPoint at) => Table[instruction.Operation!.Opcode]!(core, instruction, at);
}
