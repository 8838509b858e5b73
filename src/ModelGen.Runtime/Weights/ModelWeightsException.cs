using System;

namespace ModelGen;

/// <summary>Weights that are malformed, or that do not fit the model; the message names file, tensor and what was expected.</summary>
public sealed class ModelWeightsException : Exception
{
    /// <summary>With a message.</summary>
    public ModelWeightsException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and a cause.</summary>
    public ModelWeightsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Without details.</summary>
    public ModelWeightsException()
        : base("The weights are malformed or do not fit the model.")
    {
    }
}
