using System.Globalization;

namespace ModelGen.Generator.Tracing.Evaluation;

/// <summary>An index such as <c>^1</c>.</summary>
internal readonly record struct IndexFromEnd(int Value)
{
    /// <inheritdoc/>
    public override string ToString() => "^" + Value.ToString(CultureInfo.InvariantCulture);
}
