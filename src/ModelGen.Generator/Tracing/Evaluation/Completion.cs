namespace ModelGen.Generator.Tracing.Evaluation;

/// <summary>How a statement ended.</summary>
internal enum Completion
{
    /// <summary>The next statement follows.</summary>
    Normal,

    /// <summary>The innermost loop or switch is left.</summary>
    Break,

    /// <summary>The innermost loop goes on.</summary>
    Continue,

    /// <summary>The call is left.</summary>
    Return,
}
