using System;
using System.Threading;
using ModelGen.IR;

namespace ModelGen.Compiler;

/// <summary>How to run the pipeline.</summary>
public sealed class PipelineOptions
{
    /// <summary>
    /// The number of rewrites after which no more are made. The graph is sound and computes the same after any number, so that a rewrite
    /// that breaks it is found by bisection.
    /// </summary>
    public int StopAfter { get; init; } = int.MaxValue;

    /// <summary>Called after each pass with its name and its result, and again when a repeated pass rewrote something; <c>--dump-ir</c> prints there.</summary>
    public Action<string, Graph>? AfterPass { get; init; }

    /// <summary>Cancels the run.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The defaults, with cancellation.</summary>
    public static PipelineOptions Cancellable(CancellationToken cancellation) => new() { Cancellation = cancellation };
}
