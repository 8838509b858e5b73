namespace ModelGen.Compiler;

/// <summary>Why a stage of the compiler gave up. A failure is a value: no stage lets an exception escape for a graph it cannot handle.</summary>
/// <param name="Stage">The pass or stage, as in <c>verify</c> or <c>fuse</c>.</param>
/// <param name="Node">The id of the node concerned; null when it is the whole graph.</param>
/// <param name="Message">A sentence that says what is wrong with which values.</param>
public sealed record CompileFailure(string Stage, int? Node, string Message)
{
    /// <summary>As in <c>fuse: %12: …</c>.</summary>
    public override string ToString() => Node is { } node
        ? System.FormattableString.Invariant($"{Stage}: %{node}: {Message}")
        : $"{Stage}: {Message}";
}
