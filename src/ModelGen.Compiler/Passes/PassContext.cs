using System.Threading;

namespace ModelGen.Compiler.Passes;

/// <summary>What the passes of one run share: the count of rewrites, its limit, and cancellation.</summary>
public sealed class PassContext
{
    private readonly int limit;

    /// <summary>A run that stops rewriting after <paramref name="limit"/> rewrites.</summary>
    public PassContext(int limit = int.MaxValue, CancellationToken cancellation = default)
    {
        this.limit = limit;
        Cancellation = cancellation;
    }

    /// <summary>How many rewrites were made.</summary>
    public int Rewrites { get; private set; }

    /// <summary>Whether one more rewrite may be made. A pass asks before each and then counts it with <see cref="Count"/>.</summary>
    public bool MayRewrite => Rewrites < limit;

    /// <summary>Cancels the run.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>Counts one rewrite.</summary>
    public void Count() => Rewrites++;
}
