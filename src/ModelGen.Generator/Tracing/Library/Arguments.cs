using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Tracing.Evaluation;
using ModelGen.Generator.Tracing.Values;

namespace ModelGen.Generator.Tracing.Library;

/// <summary>
/// The arguments of a call into the runtime, by the names of the parameters, defaults included. The typed readers rely on C#'s own
/// type check of the call.
/// </summary>
internal sealed class Arguments(IReadOnlyList<Argument> arguments)
{
    /// <summary>Whether an argument, or an element of one, was reported before.</summary>
    public bool AnyUnknown => arguments.Any(a => IsUnknown(a.Value));

    /// <summary>All of them, in the order of the parameters.</summary>
    public IReadOnlyList<Argument> All => arguments;

    /// <summary>Whether the method has such a parameter: tells overloads apart.</summary>
    public bool Has(string name) => arguments.Any(a => a.Parameter.Name == name);

    /// <summary>The value of any kind.</summary>
    public Value this[string name] => Find(name).Value;

    /// <summary>The code that gave the value.</summary>
    public SyntaxNode SyntaxOf(string name) => Find(name).Syntax;

    /// <summary>A symbolic tensor.</summary>
    public TensorValue Tensor(string name) => (TensorValue)this[name];

    /// <summary>Symbolic tensors.</summary>
    public TensorValue[] Tensors(string name) => [.. ((ListValue)this[name]).Items.Cast<TensorValue>()];

    /// <summary>An integer, or the number of an enumeration member.</summary>
    public int Int(string name) => Convert.ToInt32(Constant(name), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Integers.</summary>
    public int[] Ints(string name) => [.. ((ListValue)this[name]).Items.Select(i => (int)((ConstantValue)i).Content!)];

    /// <summary>A single-precision number.</summary>
    public float Float(string name) => (float)Constant(name)!;

    /// <summary>A truth value.</summary>
    public bool Bool(string name) => (bool)Constant(name)!;

    /// <summary>A pair of extents.</summary>
    public Size2D Size(string name) => (Size2D)Constant(name)!;

    /// <summary>A pair of extents, or what stands for null.</summary>
    public Size2D SizeOr(string name, Size2D absent) => Constant(name) is Size2D size ? size : absent;

    /// <summary>A pair of extents, or null.</summary>
    public Size2D? SizeOrNull(string name) => Constant(name) as Size2D?;

    /// <summary>A padding rule.</summary>
    public Padding Padding(string name) => (Padding)Constant(name)!;

    /// <summary>A function.</summary>
    public ClosureValue Function(string name) => (ClosureValue)this[name];

    /// <summary>A sequence.</summary>
    public List<Value> List(string name) => Sequences.Find(this[name]) ?? throw new InvalidOperationException($"Argument '{name}' is no sequence.");

    private static bool IsUnknown(Value value) => value switch
    {
        UnknownValue => true,
        ListValue list => list.Items.Any(IsUnknown),
        TupleValue tuple => tuple.Items.Any(IsUnknown),
        _ => false,
    };

    private object? Constant(string name) => ((ConstantValue)this[name]).Content;

    private Argument Find(string name)
    {
        foreach (Argument argument in arguments)
        {
            if (argument.Parameter.Name == name)
            {
                return argument;
            }
        }

        throw new InvalidOperationException($"The runtime's method has no parameter '{name}'.");
    }
}
