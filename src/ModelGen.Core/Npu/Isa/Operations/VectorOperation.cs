using System.Collections.Generic;
using ModelGen.Numerics;

namespace ModelGen.Npu;

/// <summary>Combines two tensors of bytes, or changes one, element by element.</summary>
public sealed class VectorOperation : NpuOperation
{
    internal VectorOperation()
        : this(
            new NpuField("op", 3, "what is computed", false, "add", "sub", "mul", "max", "min", "rescale", "lookup"),
            Address("a", "the address of the first operand"),
            Address("b", "the address of the second operand; of add, sub, mul, max and min"),
            Address("out", "the address of the result"),
            Count("rows", "rows of the result"),
            Count("cols", "columns of the result"),
            Count("channels", "channels"))
    {
    }

    private VectorOperation(NpuField function, NpuField a, NpuField b, NpuField result, NpuField rows, NpuField columns, NpuField channels)
        : base(0x31, "VEC", NpuEngine.Vector, "Combines two tensors of bytes, or changes one, element by element.", function, a, b, result, rows, columns, channels)
    {
        Function = function;
        A = a;
        B = b;
        Result = result;
        Rows = rows;
        Columns = columns;
        Channels = channels;
    }

    /// <summary>What is computed.</summary>
    public NpuField Function { get; }

    /// <summary>The address of the first operand.</summary>
    public NpuField A { get; }

    /// <summary>The address of the second operand; of add, sub, mul, max and min.</summary>
    public NpuField B { get; }

    /// <summary>The address of the result.</summary>
    public NpuField Result { get; }

    /// <summary>Rows of the result.</summary>
    public NpuField Rows { get; }

    /// <summary>Columns of the result.</summary>
    public NpuField Columns { get; }

    /// <summary>Channels.</summary>
    public NpuField Channels { get; }

    internal override double Work(NpuInstruction instruction, NpuRegisters registers) =>
        (double)instruction[Rows] * instruction[Columns] * instruction[Channels];

    internal override NpuCost Cost(NpuInstruction instruction, NpuRegisters registers, NpuMachine machine, List<NpuAccess> accesses, long ahead) =>
        NpuTiming.Vector(
            machine, instruction[Rows] * instruction[Columns], instruction[Channels], IsBinary(instruction), instruction[Function] == (long)NpuVectorFunction.Lookup);

    internal override void Accesses(NpuInstruction instruction, NpuRegisters registers, NpuPoint at, List<NpuAccess> accesses)
    {
        VectorRegisters r = NpuIsa.VectorRegisters;
        accesses.Add(new("a", NpuSpace.Scratchpad, 0, false, instruction[A], instruction[Rows], registers[r.ARow], instruction[Columns], registers[r.AColumn], instruction[Channels]));
        if (IsBinary(instruction))
        {
            accesses.Add(new("b", NpuSpace.Scratchpad, 0, false, instruction[B], instruction[Rows], registers[r.BRow], instruction[Columns], registers[r.BColumn], instruction[Channels]));
        }

        if (instruction[Function] == (long)NpuVectorFunction.Lookup)
        {
            accesses.Add(new("table", NpuSpace.Tables, 0, false, (registers[r.Table] - 1) * NpuIsa.TableBytes, 1, 0, 1, 0, NpuIsa.TableBytes));
        }

        accesses.Add(new("out", NpuSpace.Scratchpad, 0, true, instruction[Result], instruction[Rows], registers[r.OutRow], instruction[Columns], registers[r.OutColumn], instruction[Channels]));
    }

    internal override string? Defect(NpuInstruction instruction, NpuRegisters registers, NpuMachine machine)
    {
        VectorRegisters r = NpuIsa.VectorRegisters;
        if (registers[r.ClampLow] > registers[r.ClampHigh])
        {
            return $"'clamp_low' is {registers[r.ClampLow]}, which is above the {registers[r.ClampHigh]} of 'clamp_high'.";
        }

        var rule = (RoundingRule)registers[r.Rounding];
        string? result = ScaleRules.Defect("out_scale", rule, registers[r.OutScale], registers[r.OutShift]);
        switch ((NpuVectorFunction)instruction[Function])
        {
            case NpuVectorFunction.Add or NpuVectorFunction.Sub:
                float offset = ScaleRules.Single(registers[r.OutScale]);
                bool finite = !float.IsNaN(offset) && !float.IsInfinity(offset);
                return ScaleRules.Defect("a_scale", rule, registers[r.AScale], registers[r.AShift])
                    ?? ScaleRules.Defect("b_scale", rule, registers[r.BScale], registers[r.BShift])
                    ?? (rule != RoundingRule.Onnx ? result : finite ? null : "'out_scale' is not finite, but it is the offset of a sum.");
            case NpuVectorFunction.Mul or NpuVectorFunction.Rescale:
                return result;
            case NpuVectorFunction.Lookup when registers[r.Table] is 0 or > NpuIsa.Tables:
                return $"'table' is {registers[r.Table]}, but the tables are 1 to {NpuIsa.Tables}.";
            default:
                return null;
        }
    }

    internal bool IsBinary(NpuInstruction instruction) => instruction[Function] <= (long)NpuVectorFunction.Min;
}
