using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Tracing.Values;

namespace ModelGen.Generator.Tracing.Evaluation;

/// <summary>The variables of one call. A closure's frame has the frame that it captured as parent.</summary>
/// <param name="self">The instance whose member runs; null in a static member.</param>
/// <param name="scope">The path of the layer or module on whose behalf it runs.</param>
/// <param name="parent">The captured frame; null for a method.</param>
internal sealed class Frame(ObjectValue? self, string scope, Frame? parent = null)
{
    private readonly Dictionary<ISymbol, Value> variables = new(SymbolEqualityComparer.Default);

    /// <summary>The instance whose member runs.</summary>
    public ObjectValue? Self { get; } = self;

    /// <summary>The path of the layer or module on whose behalf it runs.</summary>
    public string Scope { get; } = scope;

    /// <summary>The instance that is being constructed here, whose members may be assigned.</summary>
    public ObjectValue? UnderConstruction { get; init; }

    /// <summary>What the call returned; null until it did.</summary>
    public Value? Returned { get; set; }

    /// <summary>The receivers of the conditional accesses that are being evaluated, innermost last.</summary>
    public Stack<Value> ConditionalReceivers { get; } = new();

    /// <summary>The objects whose initialisers are being evaluated, innermost last.</summary>
    public Stack<Value> ImplicitReceivers { get; } = new();

    /// <summary>The inputs of the patterns and switch expressions that are being evaluated, innermost last.</summary>
    public Stack<Value> PatternInputs { get; } = new();

    /// <summary>Declares a variable, or gives it a new value at the same place.</summary>
    public void Declare(ISymbol symbol, Value value) => variables[symbol] = value;

    /// <summary>The value of a variable of this or a captured frame, or of a primary constructor's parameter; null if it has none.</summary>
    public Value? Find(ISymbol symbol)
    {
        for (Frame? frame = this; frame is not null; frame = frame.Parent)
        {
            if (frame.variables.TryGetValue(symbol, out Value? value))
            {
                return value;
            }
        }

        return Self is not null && Self.PrimaryParameters.TryGetValue(symbol, out Value? parameter) ? parameter : null;
    }

    /// <summary>Changes a variable where it was declared. False if it was not.</summary>
    public bool TryAssign(ISymbol symbol, Value value)
    {
        for (Frame? frame = this; frame is not null; frame = frame.Parent)
        {
            if (frame.variables.ContainsKey(symbol))
            {
                frame.variables[symbol] = value;
                return true;
            }
        }

        return false;
    }

    private Frame? Parent { get; } = parent;
}
