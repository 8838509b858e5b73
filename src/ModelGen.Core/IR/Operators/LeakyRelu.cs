using ModelGen.IR.Text;

namespace ModelGen.IR.Operators;

/// <summary>x where x is at least 0, else <paramref name="Slope"/> · x.</summary>
public sealed record LeakyRelu(float Slope) : UnaryOperator
{
    /// <inheritdoc/>
    public override float Apply(float x) => x >= 0 ? x : Slope * x;

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer) => writer.Float("slope", Slope);

    internal static LeakyRelu Read(AttributeReader reader) => new(reader.Float("slope"));
}
