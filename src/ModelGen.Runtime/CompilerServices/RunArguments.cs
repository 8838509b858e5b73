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
    public static void CheckCounts(Array[] inputs, int inputCount, Array[] outputs, int outputCount)
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
        where T : unmanaged => Typed<T>(inputs[index], nameof(inputs), "input", name);

    /// <summary>The array of an output as what it must be.</summary>
    /// <exception cref="ArgumentException">It is null or has elements of another type.</exception>
    public static T[] Output<T>(Array[] outputs, int index, string name)
        where T : unmanaged => Typed<T>(outputs[index], nameof(outputs), "output", name);

    private static T[] Typed<T>(Array? array, string parameter, string role, string name)
        where T : unmanaged
    {
        if (array is null)
        {
            throw new ArgumentException($"The array for {role} '{name}' is null.", parameter);
        }

        // An sbyte[] passes for a byte[] in a cast, but not in a comparison of types.
        return array.GetType() == typeof(T[])
            ? (T[])array
            : throw new ArgumentException($"{(role == "input" ? "Input" : "Output")} '{name}' takes a {typeof(T).Name}[], but a {array.GetType().Name} was given.", parameter);
    }
}
