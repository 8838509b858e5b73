using System;
using System.Collections.Generic;
using ModelGen.IR.Text;

namespace ModelGen.IR;

/// <summary>
/// One operation of a graph with its attributes: an immutable record with a shape rule, a cost and a reference semantics.
/// Every operator has exactly one result.
/// </summary>
public abstract record Operator
{
    /// <summary>The name in graph text and reports; that of the record.</summary>
    public virtual string Name => GetType().Name;

    /// <summary>The shape rule: the type of the result for the given inputs, or why they are refused.</summary>
    public abstract Inference Infer(IReadOnlyList<TensorType> inputs);

    /// <summary>
    /// The reference semantics: plain loops, slow and obviously right. Called with inputs that <see cref="Infer"/> accepted for
    /// <paramref name="output"/>. Does not modify its inputs; may return one of them.
    /// </summary>
    public abstract Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output);

    /// <summary>Multiply-accumulates that the operator needs.</summary>
    public virtual long Macs(IReadOnlyList<TensorType> inputs, TensorType output) => 0;

    /// <summary>Writes the attributes, in a fixed order; the registered reader of the operator reads them back.</summary>
    public virtual void WriteAttributes(AttributeWriter writer)
    {
    }

    /// <summary>Checks the inputs and evaluates: one eager step.</summary>
    /// <exception cref="ArgumentException">The shape rule refuses the inputs.</exception>
    public Tensor Apply(params Tensor[] inputs)
    {
        var types = new TensorType[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            types[i] = inputs[i].Type;
        }

        Inference inference = Infer(types);
        return inference.Error is { } error ? throw new ArgumentException($"{Name}: {error}") : Evaluate(inputs, inference.Type);
    }
}
