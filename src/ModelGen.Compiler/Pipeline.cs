using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Calibration;
using ModelGen.Compiler.Calibration;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Quantizing;
using ModelGen.IR;

namespace ModelGen.Compiler;

/// <summary>The passes that every back end's graph goes through, assembled here, in order, with the reason for each place.</summary>
public static class Pipeline
{
    // Far more than graphs need: the compiler must end even if two passes undid each other's work.
    private const int MaxRounds = 20;

    /// <summary>
    /// The passes up to fusion, in order, which <see cref="RunBeforeFusion(Graph, PipelineOptions?)"/> repeats. Calibration observes the values
    /// of the graph that they yield, and quantization rewrites it: fusion would hide values that int8 rounds.
    /// </summary>
    public static IReadOnlyList<IPass> BeforeFusion { get; } =
    [
        // First, so that no later step counts a dead node as the reader of a value.
        new DropDeadCode(),

        // Batch norms become a multiplication and an addition before anything else, so that simplification, transposes, folding and
        // fusion each know one form only.
        new RulePass("lower-batch-norm", new LowerBatchNorm()),

        // Names every function in one way, so that what follows needs no variants.
        new RulePass(
            "simplify",
            new DropIdentity(),
            new DropNeutralOperand(),
            new MergeReshapes(),
            new MergeTransposes(),
            new MergePads(),
            new NameClamps(),
            new MergeClamps(),
            new NameActivations(),
            new NameGlobalPooling(),
            new SubtractionAsAddition(),
            new ConstantMatMulAsDense(),
            new FoldLiterals()),

        // After names are uniform, equal computations look equal; before fusion, which needs to see how many readers a value really has.
        new ShareCommonSubexpressions(),

        // Before folding and fusion: a transpose between a layer and its activation would keep them apart. Transposes sink until they meet
        // and cancel, or reach a result.
        new RulePass(
            "sink-transposes",
            new MergeTransposes(),
            new DropIdentity(),
            new SinkMovementBelowUnary(),
            new SinkTransposeBelowBinary(),
            new SinkTransposeBelowConcat(),
            new SinkTransposeBelowAxes(),
            new SinkTransposeBelowReduction()),

        // Only now: a transpose that became a reshape no longer cancels with its inverse. Reductions that a transpose hid are named here.
        new RulePass("transposes-as-reshapes", new TransposeAsReshape(), new MergeReshapes(), new DropIdentity(), new NameGlobalPooling()),

        // Padding, scale and shift go into the layer before fusion, which would otherwise make steps of them.
        new RulePass("fold-pads", new MergePads(), new FoldPadIntoConvolution(), new FoldPadIntoAveragePool()),
        new RulePass("fold-scale-and-shift", new FoldScale(), new FoldShift(), new FoldScaleOfInput(), new FoldLiterals(), new DropNeutralOperand(), new MergeReshapes()),

        // Folding wrote the same constant expression once for each layer that takes part in it.
        new ShareCommonSubexpressions(),
    ];

    /// <summary>The passes from there on, for single precision and for what is left of it in a quantized graph.</summary>
    public static IReadOnlyList<IPass> Fusion { get; } =
    [
        // Anchors take their own chains first. Then element-wise operations join each other; a small graph of them that shares one value of
        // an anchor, which kept them out, goes into the anchor as a whole.
        new RulePass("fuse-into-anchors", new FuseAnchor(FusionLimits.Default)),
        new RulePass("fuse-element-wise", new FuseElementWise(FusionLimits.Default), new FuseAnchor(FusionLimits.Default)),
    ];

    /// <summary>The passes in order. They recognise operators and how they are connected, never a model.</summary>
    public static IReadOnlyList<IPass> Passes { get; } = [.. BeforeFusion, .. Fusion];

    /// <summary>The passes behind quantization, in order.</summary>
    public static IReadOnlyList<IPass> AfterQuantization { get; } =
    [
        // Quantization leaves constants in single precision that nobody reads any more, and quantizes a value once for each scale.
        new DropDeadCode(),
        new ShareCommonSubexpressions(),

        // Before fusion, which then sees one kind of bytes, and behind all that compares a quantized graph with other executions.
        new UnsignedBytes(),
        new RulePass("fuse-byte-steps", new FuseByteSteps(FusionLimits.Default)),
        .. Fusion,
    ];

    /// <summary>Runs every pass over a graph that is quantized between them, before fusion.</summary>
    /// <inheritdoc cref="Quantize"/>
    public static PipelineResult RunQuantized(Graph graph, CalibrationProfile profile, IReadOnlyCollection<string> floatScopes, PipelineOptions? options = null)
    {
        PipelineResult quantized = Quantize(graph, profile, floatScopes, options);
        return quantized.Succeeded ? Run(quantized.Graph, AfterQuantization, options) : quantized;
    }

    /// <summary>
    /// Runs every pass over a graph whose operations all stay in single precision, though callers may take its results as bytes: those are
    /// quantized as calibrated.
    /// </summary>
    /// <param name="graph">The graph as traced or imported.</param>
    /// <param name="profile">The calibration of the model.</param>
    /// <param name="options">How to run; null for the defaults.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static PipelineResult RunInFloat(Graph graph, CalibrationProfile profile, PipelineOptions? options = null) =>
        graph.Outputs.All(o => o.Bytes is null) ? Run(graph, options) : RunQuantized(graph, profile, [.. graph.Nodes.Select(n => n.Scope).Distinct()], options);

    /// <summary>Runs the passes before fusion, applies the corrections of a calibration, and quantizes.</summary>
    /// <param name="graph">The graph as traced or imported.</param>
    /// <param name="profile">The calibration of the model.</param>
    /// <param name="floatScopes">The scopes of the nodes that stay in single precision.</param>
    /// <param name="options">How to run; null for the defaults.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static PipelineResult Quantize(Graph graph, CalibrationProfile profile, IReadOnlyCollection<string> floatScopes, PipelineOptions? options = null)
    {
        PipelineResult before = RunBeforeFusion(graph, options);
        if (!before.Succeeded)
        {
            return before;
        }

        // The corrections find their layers by the keys that the check compares.
        CompileFailure[] unfit = [.. ProfileCheck.Run(before.Graph, profile)];
        PipelineResult corrected = CalibrationRewrites.Apply(before.Graph, profile, node => !floatScopes.Contains(node.Scope));
        if (unfit.Length > 0 || !corrected.Succeeded)
        {
            return new PipelineResult(before.Graph, before.Rewrites, unfit.Concat(corrected.Failures).ToArray());
        }

        QuantizationResult result;
        try
        {
            result = Quantizer.Run(corrected.Graph, profile, floatScopes);
        }
        catch (UnquantizableException e)
        {
            return new PipelineResult(before.Graph, before.Rewrites, new[] { new CompileFailure(ProfileCheck.Stage, e.Node, e.Message) });
        }

        options?.AfterPass?.Invoke(ProfileCheck.Stage, result.Graph);
        return new PipelineResult(result.Graph, before.Rewrites + corrected.Rewrites, Failures(ProfileCheck.Stage, result.Graph))
        {
            FloatOperations = result.FloatOperations.ToArray(),
            ByteOutputs = result.ByteOutputs.ToArray(),
        };
    }

    /// <summary>Runs every pass over a graph, with the verifier before the first and after each.</summary>
    /// <param name="graph">The graph as traced or imported.</param>
    /// <param name="options">How to run; null for the defaults.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static PipelineResult Run(Graph graph, PipelineOptions? options = null)
    {
        options ??= new PipelineOptions();
        var context = new PassContext(options.StopAfter, options.Cancellation);
        PipelineResult before = RunBeforeFusion(graph, options, context);
        return before.Succeeded ? Run(before.Graph, Fusion, options, context) : before;
    }

    /// <summary>
    /// Runs the passes before fusion over a graph, again and again until they find nothing more to do: what a later pass leaves can be work
    /// for an earlier one.
    /// </summary>
    /// <inheritdoc cref="Run(Graph, PipelineOptions?)"/>
    public static PipelineResult RunBeforeFusion(Graph graph, PipelineOptions? options = null)
    {
        options ??= new PipelineOptions();
        return RunBeforeFusion(graph, options, new PassContext(options.StopAfter, options.Cancellation));
    }

    /// <summary>Runs the given passes over a graph once, with the verifier before the first and after each.</summary>
    /// <inheritdoc cref="Run(Graph, PipelineOptions?)"/>
    public static PipelineResult Run(Graph graph, IReadOnlyList<IPass> passes, PipelineOptions? options = null)
    {
        options ??= new PipelineOptions();
        return Run(graph, passes, options, new PassContext(options.StopAfter, options.Cancellation));
    }

    private static PipelineResult RunBeforeFusion(Graph graph, PipelineOptions options, PassContext context)
    {
        PipelineResult result = Run(graph, BeforeFusion, options, context);
        for (int round = 1, before = 0; round < MaxRounds && result.Succeeded && context.Rewrites > before; round++)
        {
            before = context.Rewrites;
            result = Run(result.Graph, BeforeFusion, options, context, isAgain: true);
        }

        return result;
    }

    private static PipelineResult Run(Graph graph, IReadOnlyList<IPass> passes, PipelineOptions options, PassContext context, bool isAgain = false)
    {
        if (Failures("verify", graph) is { Count: > 0 } unsound)
        {
            return new PipelineResult(graph, context.Rewrites, unsound);
        }

        foreach (IPass pass in passes)
        {
            options.Cancellation.ThrowIfCancellationRequested();
            int before = context.Rewrites;
            Graph rewritten;
            try
            {
                rewritten = pass.Apply(graph, context);
            }
            catch (InvalidOperationException e)
            {
                return new PipelineResult(graph, context.Rewrites, new[] { new CompileFailure(pass.Name, null, e.Message) });
            }

            if (Failures(pass.Name, rewritten) is { Count: > 0 } broken)
            {
                return new PipelineResult(graph, context.Rewrites, broken);
            }

            graph = rewritten;
            if (!isAgain || context.Rewrites > before)
            {
                options.AfterPass?.Invoke(pass.Name, graph);
            }
        }

        return new PipelineResult(graph, context.Rewrites, []);
    }

    private static EquatableArray<CompileFailure> Failures(string stage, Graph graph) =>
        GraphVerifier.Verify(graph).Select(violation => new CompileFailure(stage, null, violation)).ToArray();
}
