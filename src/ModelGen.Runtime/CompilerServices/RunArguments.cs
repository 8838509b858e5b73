using System;
using System.ComponentModel;

namespace ModelGen.CompilerServices;

/// <summary>Checks of what callers hand to a generated Run method.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RunArguments
{
    /// <summary>Refuses a span of a wrong length.</summary>
    /// <param name="length">The length that was given.</param>
    /// <param name="expected">The number of elements of the tensor.</param>
    /// <param name="type">Element type and shape of the tensor, as messages show it.</param>
    /// <param name="name">The name of the parameter.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void CheckLength(int length, int expected, string type, string name)
    {
        if (length != expected)
        {
            throw new ArgumentException($"'{name}' is {type} and takes {expected} values, but has {length}.", name);
        }
    }

    /// <summary>Refuses a wrong number of arrays.</summary>
    /// <exception cref="ArgumentException">A number differs from the expected one.</exception>
    public static void CheckCounts(Array[] inputs, int inputCount, float[][] outputs, int outputCount)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(outputs);
        if (inputs.Length != inputCount)
        {
            throw new ArgumentException($"The model has {inputCount} input(s), but {inputs.Length} array(s) were given.", nameof(inputs));
        }

        if (outputs.Length != outputCount)
        {
            throw new ArgumentException($"The model has {outputCount} output(s), but {outputs.Length} array(s) were given.", nameof(outputs));
        }
    }

    /// <summary>The array of an input as what it must be.</summary>
    /// <exception cref="ArgumentException">It is null or has elements of another type.</exception>
    public static T[] Input<T>(Array[] inputs, int index, string name)
        where T : unmanaged
    {
        // An sbyte[] passes for a byte[] in a cast, but not in a comparison of types.
        Array array = inputs[index] ?? throw new ArgumentException($"The array for input '{name}' is null.", nameof(inputs));
        return array.GetType() == typeof(T[])
            ? (T[])array
            : throw new ArgumentException($"Input '{name}' takes a {typeof(T).Name}[], but a {array.GetType().Name} was given.", nameof(inputs));
    }

    /// <summary>The array of an output.</summary>
    /// <exception cref="ArgumentException">It is null.</exception>
    public static float[] Output(float[][] outputs, int index, string name) =>
        outputs[index] ?? throw new ArgumentException($"The array for output '{name}' is null.", nameof(outputs));
}
