using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Calls;

namespace ModelGen;

/// <summary>
/// A layer with trained parameters. It knows their values once the model that holds it was made with <c>Create</c>; called directly, it
/// executes eagerly, slowly and by the book. The parameters are read at the first call.
/// </summary>
public abstract class Layer : IParameterized
{
    private readonly Dictionary<string, Tensor> parameters = new(StringComparer.Ordinal);
    private readonly string? field;
    private ParameterScope? scope;

    private protected Layer(string? field) => this.field = field is ".ctor" or ".cctor" ? null : field;

    /// <summary>The dotted path of its parameters, known once it is bound; before that, the name of its field where the compiler gave it.</summary>
    public string Path => scope?.Path ?? this.field ?? GetType().Name;

    /// <inheritdoc/>
    public void Bind(ParameterScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        lock (parameters)
        {
            this.scope = scope;
            parameters.Clear();
        }
    }

    /// <summary>What is done to a parameter after it was read.</summary>
    private protected virtual Tensor Prepare(string name, Tensor value, ParameterScope scope) => value;

    /// <summary>A parameter, checked against the shape that it has for a given input.</summary>
    private protected Tensor Parameter(string name, Shape expected, Tensor? input = null)
    {
        Tensor? value;
        lock (parameters)
        {
            if (scope is null)
            {
                throw new InvalidOperationException($"{Path} has no weights: create the model with Create(...) instead of its constructor.");
            }

            if (!parameters.TryGetValue(name, out value))
            {
                value = Prepare(name, scope.Require(name), scope);
                parameters.Add(name, value);
            }
        }

        if (value.Shape != expected)
        {
            string whole = name.Length == 0 ? Path : Path + "." + name;
            string reason = input is null ? "" : $" for an input of {input.Shape}";
            throw new ArgumentException($"{Path}: the weights hold '{whole}' with the shape {value.Shape}, but {GetType().Name} needs {expected}{reason}.");
        }

        return value;
    }

    /// <summary>The result of a call's resolution.</summary>
    private protected T Resolve<T>(Resolved<T> resolved)
        where T : class => resolved.Error is { } error ? throw Refused(error) : resolved.Value;

    /// <summary>Evaluates an operator; what its shape rule refuses is reported with this layer's path.</summary>
    private protected Tensor Evaluate(Operator op, params Tensor[] inputs)
    {
        Inference inference = op.Infer([.. inputs.Select(i => i.Type)]);
        return inference.Error is { } error ? throw Refused(error) : op.Evaluate(inputs, inference.Type);
    }

    /// <summary>The error that this layer does not accept its input.</summary>
    private protected ArgumentException Refused(string error) => new($"{Path}: {GetType().Name} {error}");

    /// <summary>Checks an argument of a constructor that counts something.</summary>
    private protected static int Positive(int value, string parameter) =>
        value >= 1 ? value : throw new ArgumentOutOfRangeException(parameter, value, $"'{parameter}' is at least 1, but {value} was given.");

    /// <summary>Checks an argument of a constructor that gives a kernel, a stride or a dilation.</summary>
    private protected static Size2D Positive(Size2D value, string parameter) => value.Height >= 1 && value.Width >= 1
        ? value
        : throw new ArgumentOutOfRangeException(parameter, value, $"'{parameter}' is at least 1 in both directions, but {value} was given.");
}
