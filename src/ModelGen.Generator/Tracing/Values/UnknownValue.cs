namespace ModelGen.Generator.Tracing.Values;

/// <summary>The result of something that was reported already. Whatever depends on it is unknown too and not reported again.</summary>
internal sealed class UnknownValue : Value
{
    private UnknownValue()
    {
    }

    /// <summary>The only instance.</summary>
    public static UnknownValue Instance { get; } = new();

    /// <inheritdoc/>
    public override string Describe() => "a value that is not known";
}
