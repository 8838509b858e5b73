using System;

namespace ModelGen.IR.Calls;

/// <summary>What a call in the model DSL stands for, or why its arguments are refused.</summary>
/// <typeparam name="T">An operator, or several.</typeparam>
public readonly record struct Resolved<T>
    where T : class
{
    private readonly T? value;

    private Resolved(T? value, string? error)
    {
        this.value = value;
        Error = error;
    }

    /// <summary>Null, or a sentence that names the values involved and what would be accepted.</summary>
    public string? Error { get; }

    /// <summary>The result.</summary>
    /// <exception cref="InvalidOperationException">The arguments were refused.</exception>
    public T Value => value ?? throw new InvalidOperationException(Error);

    /// <summary>The arguments are refused, for the reason given.</summary>
    public static Resolved<T> Fail(string error) => new(null, error);

    /// <summary>The arguments are accepted.</summary>
    public static implicit operator Resolved<T>(T value) => new(value, null);
}
