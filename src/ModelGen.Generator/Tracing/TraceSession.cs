using System.Collections.Generic;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.Tracing.Values;

namespace ModelGen.Generator.Tracing;

/// <summary>What one trace shares: the compilation, the graph so far, the diagnostics so far, and the limits.</summary>
internal sealed class TraceSession(INamedTypeSymbol root, Compilation compilation, CancellationToken cancellation)
{
    /// <summary>Operations that one trace may evaluate.</summary>
    internal const int StepLimit = 500_000;

    /// <summary>Operations that may be evaluated inside each other.</summary>
    internal const int DepthLimit = 600;

    /// <summary>Methods and constructors that may be entered inside each other.</summary>
    internal const int CallLimit = 64;

    private readonly List<DiagnosticInfo> diagnostics = [];
    private readonly HashSet<DiagnosticInfo> reported = [];
    private int steps;
    private int depth;
    private int calls;

    /// <summary>The class that is traced.</summary>
    public INamedTypeSymbol Root { get; } = root;

    /// <summary>The types of the DSL.</summary>
    public DslSymbols Symbols { get; } = new(compilation);

    /// <summary>The code of methods and initialisers.</summary>
    public SourceBodies Bodies { get; } = new(compilation, cancellation);

    /// <summary>The graph so far.</summary>
    public GraphRecorder Graph { get; } = new(root.Name);

    /// <summary>Everything reported so far, without repetitions.</summary>
    public IReadOnlyList<DiagnosticInfo> Diagnostics => diagnostics;

    /// <summary>Whether <c>Forward</c> runs, rather than constructors and initialisers.</summary>
    public bool IsForward { get; set; }

    /// <summary>Whether the trace was given up; whatever is evaluated from here on is unknown.</summary>
    public bool IsAborted { get; private set; }

    /// <summary>The operation that was entered last, for the report of an internal fault.</summary>
    public IOperation? Current { get; private set; }

    /// <summary>Whether C# itself has errors in code that was traced, so that there is no graph although nothing was reported here.</summary>
    public bool HasInvalidCode { get; set; }

    /// <summary>Stops when the trace is no longer wanted.</summary>
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>Reports a problem; the expression that has it is unknown.</summary>
    public UnknownValue Report(DiagnosticDescriptor rule, SyntaxNode? place, params string[] arguments) => Report(rule, place?.GetLocation(), arguments);

    /// <summary>Reports a problem; the expression that has it is unknown.</summary>
    public UnknownValue Report(DiagnosticDescriptor rule, Location? place, params string[] arguments)
    {
        var diagnostic = new DiagnosticInfo(rule, SourceLocation.From(place), arguments);
        if (reported.Add(diagnostic))
        {
            diagnostics.Add(diagnostic);
        }

        return UnknownValue.Instance;
    }

    /// <summary>Begins to evaluate an operation. False if the trace was given up, or is now.</summary>
    public bool TryEnter(IOperation operation)
    {
        Cancellation.ThrowIfCancellationRequested();
        if (IsAborted)
        {
            return false;
        }

        if (++steps > StepLimit)
        {
            return Abort(Rules.StepLimit, Root.Locations[0], Root.Name, StepLimit);
        }

        if (depth >= DepthLimit || !HasStack())
        {
            return Abort(Rules.RecursionLimit, operation.Syntax.GetLocation(), SyntaxText.Of(operation.Syntax), depth);
        }

        depth++;
        Current = operation;
        return true;
    }

    /// <summary>Ends what <see cref="TryEnter"/> began.</summary>
    public void Leave() => depth--;

    /// <summary>Begins a call of a method or constructor. False, and reported, where calls are nested too deeply.</summary>
    public bool TryEnterCall(SyntaxNode syntax)
    {
        if (calls >= CallLimit)
        {
            Report(Rules.RecursionLimit, syntax, SyntaxText.Of(syntax), calls.ToString(CultureInfo.InvariantCulture));
            return false;
        }

        calls++;
        return true;
    }

    /// <summary>Ends what <see cref="TryEnterCall"/> began.</summary>
    public void LeaveCall() => calls--;

    private bool Abort(DiagnosticDescriptor rule, Location place, string subject, int count)
    {
        Report(rule, place, subject, count.ToString(CultureInfo.InvariantCulture));
        IsAborted = true;
        return false;
    }

    private static bool HasStack()
    {
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            return true;
        }
        catch (System.InsufficientExecutionStackException)
        {
            return false;
        }
    }
}
