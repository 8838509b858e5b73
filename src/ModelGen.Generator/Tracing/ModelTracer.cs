using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Declarations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.Pipeline;
using ModelGen.Generator.Tracing.Declaring;
using ModelGen.Generator.Tracing.Evaluation;
using ModelGen.Generator.Tracing.Library;
using ModelGen.Generator.Tracing.Values;
using ModelGen.IR;

namespace ModelGen.Generator.Tracing;

/// <summary>Runs a [Model] class at compile time, with tensors that have shapes but no values.</summary>
internal static class ModelTracer
{
    /// <summary>The name of this stage in messages.</summary>
    public const string Stage = "trace";

    /// <summary>The network that <c>Forward</c> describes, or everything that is wrong with it.</summary>
    /// <param name="model">A class of <paramref name="compilation"/> with the [Model] attribute.</param>
    /// <param name="compilation">The compilation that declares it.</param>
    /// <param name="cancellation">Stops the trace.</param>
    public static TraceResult Trace(INamedTypeSymbol model, Compilation compilation, CancellationToken cancellation)
    {
        var session = new TraceSession(model, compilation, cancellation);
        ModelDeclaration? declaration = null;
        Graph? graph = null;
        string[] floatScopes = [];
        try
        {
            declaration = Declare(session, model, out IMethodSymbol? forward, out IReadOnlyList<InputDeclaration?> inputs, out bool isConstructible);
            if (forward is not null && isConstructible)
            {
                graph = Run(session, model, forward, inputs, declaration?.Outputs.ToArray(), out floatScopes);
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            session.Report(Rules.InternalError, session.Current?.Syntax.GetLocation() ?? model.Locations[0], model.Name, Stage, Guard.Describe(fault));
        }

        bool hasErrors = session.HasInvalidCode || session.Diagnostics.Any(d => d.IsError);
        return new TraceResult(declaration, hasErrors ? null : graph, session.Graph.Sources(model.Locations[0]), floatScopes, session.Diagnostics.ToArray());
    }

    private static ModelDeclaration? Declare(TraceSession session, INamedTypeSymbol model, out IMethodSymbol? forward, out IReadOnlyList<InputDeclaration?> inputs, out bool isConstructible)
    {
        AttributeData? attribute = DslSymbols.Find(model, session.Symbols.ModelAttribute);
        ClassRules.Check(session, model);
        string[] taken = ClassRules.CheckNames(session, model, GeneratedMembers.All);
        FieldRules.Check(session, model);
        string? calibration = ModelAttributes.Calibration(attribute);
        if (calibration is null)
        {
            PrecisionRules.CheckEffect(session, model);
        }

        isConstructible = ModelConstructor.Check(session, model) && !model.IsStatic;
        int batch = ModelAttributes.Batch(session, attribute);
        forward = ForwardMethod.Find(session, model, "[Input(height, width, channels)] Tensor image");
        IReadOnlyList<InputDeclaration?> found = forward is null ? [] : ModelInputs.Read(session, forward, batch);
        inputs = found;
        string[]? names = forward is null ? null : ForwardMethod.Outputs(session, forward);
        OutputDeclaration[]? outputs = names is null ? null : ModelOutputs.Read(session, forward!, names, calibration);
        if (forward is not null)
        {
            ForwardMethod.CheckTensorNames(session, forward, forward.Parameters.Select(p => p.Name).Concat(names ?? []));
        }

        return ClassRules.CanCarryMembers(session, model)
            ? new ModelDeclaration(
                TypeDeclarations.Of(model),
                ModelInputs.Expected(session, model).Select((expected, i) => i < found.Count ? found[i] ?? expected : expected).ToArray(),
                outputs ?? ModelOutputs.Expected(model),
                ModelAttributes.Weights(attribute),
                calibration,
                ModelAttributes.KeepFloat(attribute),
                ParameterizedField.Of(model, session.Symbols).Select(f => f.ToBinding()).ToArray(),
                ModelAttributes.Targets(session, model, calibration),
                taken)
            : null;
    }

    private static Graph Run(TraceSession session, INamedTypeSymbol model, IMethodSymbol forward, IReadOnlyList<InputDeclaration?> inputs, OutputDeclaration[]? outputs, out string[] floatScopes)
    {
        var interpreter = new Interpreter(session);
        ObjectValue instance = interpreter.ConstructRoot(model, model.Locations[0]);
        instance.Path = "";
        var paths = new PathAssigner(session);
        paths.Assign(instance);
        floatScopes = [.. paths.FloatScopes.OrderBy(scope => scope, StringComparer.Ordinal)];

        SyntaxNode place = forward.DeclaringSyntaxReferences[0].GetSyntax(session.Cancellation);
        Argument[] arguments = [.. forward.Parameters.Select((p, i) => new Argument(p, inputs[i] is { } input ? session.Graph.Input(input.Name, input.Type) : UnknownValue.Instance, place))];
        session.IsForward = true;
        Value result = interpreter.Call(forward, instance, arguments, place, new Frame(instance, ""));

        IReadOnlyList<Value> results = result is TupleValue tuple ? tuple.Items : [result];
        for (int i = 0; i < results.Count && i < outputs?.Length; i++)
        {
            AddOutput(session, forward, outputs[i], results[i]);
        }

        if (!session.HasInvalidCode && !session.Diagnostics.Any(d => d.IsError))
        {
            foreach (LayerValue unused in paths.Layers.Where(l => !l.IsUsed))
            {
                session.Report(Rules.UnusedLayer, unused.Field, unused.Type.Name, unused.Path!);
            }
        }

        return session.Graph.Build();
    }

    private static void AddOutput(TraceSession session, IMethodSymbol forward, OutputDeclaration output, Value value)
    {
        string name = output.Name;
        switch (value)
        {
            case TensorValue { Type: var type } when output.Bytes is not null && type.Element != ElementType.Float32:
                session.Report(Rules.OutputMisplaced, forward.Locations[0], forward.ContainingType.Name, $"the result '{name}' is {type} already, and what is quantized is in single precision; remove it");
                break;
            case TensorValue tensor:
                session.Graph.Output(name, tensor, output.Bytes);
                break;
            case ConstantValue:
                session.Report(Rules.NullReference, forward.Locations[0], name, "Forward returns it, but an output is a tensor");
                break;
            default:
                session.HasInvalidCode |= !session.Diagnostics.Any(d => d.IsError);
                break;
        }
    }
}
