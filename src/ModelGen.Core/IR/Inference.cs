using System;

namespace ModelGen.IR;

/// <summary>What a shape rule yields: the type of the result, or why the operator does not accept its inputs.</summary>
public readonly record struct Inference
{
    private readonly TensorType type;

    private Inference(TensorType type, string? error)
    {
        this.type = type;
        Error = error;
    }

    /// <summary>Null, or a sentence that names the values involved and what would be accepted.</summary>
    public string? Error { get; }

    /// <summary>The type of the result.</summary>
    /// <exception cref="InvalidOperationException">The rule failed.</exception>
    public TensorType Type => Error is null ? type : throw new InvalidOperationException(Error);

    /// <summary>The rule refuses its inputs, for the reason given.</summary>
    public static Inference Fail(string error) => new(default, error);

    /// <summary>The rule yields a type.</summary>
    public static implicit operator Inference(TensorType type) => new(type, null);
}
