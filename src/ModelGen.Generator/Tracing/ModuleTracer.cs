using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Declarations;
using ModelGen.Generator.Tracing.Declaring;

namespace ModelGen.Generator.Tracing;

/// <summary>Checks the declaration of a [Module] class.</summary>
internal static class ModuleTracer
{
    /// <summary>What the emitter needs of the class, or what is wrong with its declaration.</summary>
    /// <param name="module">A class of <paramref name="compilation"/> with the [Module] attribute.</param>
    /// <param name="compilation">The compilation that declares it.</param>
    /// <param name="cancellation">Stops the check.</param>
    public static ModuleResult Trace(INamedTypeSymbol module, Compilation compilation, CancellationToken cancellation)
    {
        var session = new TraceSession(module, compilation, cancellation);
        ClassRules.Check(session, module);
        FieldRules.Check(session, module);
        if (ForwardMethod.Find(session, module, "Tensor x") is { } forward)
        {
            ModelOutputs.CheckModule(session, forward);
        }

        bool isUsable = session.Diagnostics.All(d => !d.IsError);
        return new ModuleResult(
            isUsable ? new ModuleDeclaration(TypeDeclarations.Of(module), ParameterizedField.Of(module, session.Symbols).Select(f => f.ToBinding()).ToArray()) : null,
            session.Diagnostics.ToArray());
    }
}
