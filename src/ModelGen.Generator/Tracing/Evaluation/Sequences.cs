using System.Collections.Generic;
using System.Linq;
using ModelGen.Generator.Tracing.Values;

namespace ModelGen.Generator.Tracing.Evaluation;

/// <summary>Values that can be enumerated.</summary>
internal static class Sequences
{
    /// <summary>The elements of a list or of a shape; null if the value is no sequence.</summary>
    public static List<Value>? Find(Value value) => value switch
    {
        ListValue list => list.Items,
        ConstantValue { Content: Shape shape } => [.. shape.Select(extent => (Value)ConstantValue.Of(extent))],
        _ => null,
    };
}
