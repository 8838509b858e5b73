namespace ModelGen.Generator.Tracing.Values;

/// <summary>What an expression evaluates to at compile time.</summary>
internal abstract class Value
{
    /// <summary>What it is, for messages, with an article where one is due.</summary>
    public abstract string Describe();
}
