using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Passes;

/// <summary>Constants that are known when the model is compiled.</summary>
internal static class Literals
{
    /// <summary>The value that all elements of a literal have; null when the node is none or its elements differ.</summary>
    public static float? Uniform(Node node) =>
        node.Operator is Literal { Values: var values } && values.All(v => v.Equals(values[0])) ? values[0] : null;
}
