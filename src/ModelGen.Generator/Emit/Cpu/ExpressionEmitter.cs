using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>
/// Element-wise operators as expressions over vectors <c>V</c> of <c>S</c>: for the epilogues of all kernels and for element-wise
/// kernels alike.
/// </summary>
internal static class ExpressionEmitter
{
    /// <summary>
    /// The expression of the last step's result. Values that several steps use become variables named after <paramref name="prefix"/>.
    /// </summary>
    /// <param name="writer">Where the variables go.</param>
    /// <param name="epilogue">The steps.</param>
    /// <param name="result">The expression of the kernel's own result, which must be a variable when it is used twice.</param>
    /// <param name="operand">The expression that loads a vector of a further operand, by its index.</param>
    /// <param name="prefix">A prefix for variables, unique in the method.</param>
    public static string Emit(SourceWriter writer, Epilogue epilogue, string result, Func<int, string> operand, string prefix)
    {
        var uses = epilogue.Steps.SelectMany(s => s.Operands).GroupBy(o => o).ToDictionary(g => g.Key, g => g.Count());
        var values = new List<string> { result };
        var loaded = new Dictionary<int, string>();
        for (int i = 0; i < epilogue.Steps.Count; i++)
        {
            FusedStep step = epilogue.Steps[i];
            string expression = Apply(step.Operator, [.. step.Operands.Select(Operand)]);
            if (uses.TryGetValue(~(i + 1), out int count) && count > 1)
            {
                expression = Variable($"{prefix}{i}", expression);
            }

            values.Add(expression);
        }

        return values[values.Count - 1];

        string Operand(int index)
        {
            if (index < 0)
            {
                return values[~index];
            }

            if (uses[index] == 1)
            {
                return operand(index);
            }

            if (!loaded.TryGetValue(index, out string? name))
            {
                name = Variable($"{prefix}Operand{index}", operand(index));
                loaded.Add(index, name);
            }

            return name;
        }

        string Variable(string name, string expression)
        {
            writer.Line($"V {name} = {expression};");
            return name;
        }
    }

    /// <summary>Whether the steps are worth a call of their own where they would be repeated for many registers.</summary>
    public static bool IsLong(Epilogue epilogue) => epilogue.Steps.Any(s => s.Operator is Sigmoid or Tanh or Silu or Gelu or Exp);

    /// <summary>The expression of one operator applied to operands.</summary>
    public static string Apply(Operator op, params string[] x) => op switch
    {
        // The constant comes first: S.Max and S.Min yield their second operand when either is NaN, and so NaN passes.
        Relu => $"S.Max(S.Zero, {x[0]})",
        Relu6 => $"S.Min({Constant(6)}, S.Max(S.Zero, {x[0]}))",
        Clip clip => $"S.Min({Constant(clip.Max)}, S.Max({Constant(clip.Min)}, {x[0]}))",
        LeakyRelu leaky => $"VectorMath.LeakyRelu<S, V>({x[0]}, {Constant(leaky.Slope)})",
        PRelu => $"VectorMath.LeakyRelu<S, V>({x[0]}, {x[1]})",
        HardSigmoid => $"VectorMath.HardSigmoid<S, V>({x[0]})",
        HardSwish => $"VectorMath.HardSwish<S, V>({x[0]})",
        Sigmoid => $"VectorMath.Sigmoid<S, V>({x[0]})",
        Tanh => $"VectorMath.Tanh<S, V>({x[0]})",
        Silu => $"VectorMath.Silu<S, V>({x[0]})",
        Gelu gelu => gelu.Approximate ? $"VectorMath.GeluTanh<S, V>({x[0]})" : $"VectorMath.Gelu<S, V>({x[0]})",
        Exp => $"VectorMath.Exp<S, V>({x[0]})",
        Sqrt => $"S.Sqrt({x[0]})",
        Negate => $"S.Negate({x[0]})",
        Abs => $"S.Abs({x[0]})",
        Add => $"S.Add({x[0]}, {x[1]})",
        Sub => $"S.Subtract({x[0]}, {x[1]})",
        Mul => $"S.Multiply({x[0]}, {x[1]})",
        Div => $"S.Divide({x[0]}, {x[1]})",
        Max => $"S.Maximum({x[0]}, {x[1]})",
        Min => $"S.Minimum({x[0]}, {x[1]})",
        BatchNorm norm => $"S.MultiplyAdd(S.Divide(S.Subtract({x[0]}, {x[3]}), S.Sqrt(S.Add({x[4]}, {Constant(norm.Epsilon)}))), {x[1]}, {x[2]})",

        // Kernels convert the elements of an operand as they load it.
        Cast => x[0],
        _ => throw new NotSupportedException($"{op.Name} is no element-wise operator."),
    };

    private static string Constant(float value) => $"S.Broadcast({KernelSyntax.Float(value)})";
}
