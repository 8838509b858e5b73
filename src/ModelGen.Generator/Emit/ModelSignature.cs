using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Generator.Declarations;
using ModelGen.IR;

namespace ModelGen.Generator.Emit;

/// <summary>
/// The parameters of a model's generated Run methods. The names are those of Forward's parameters and results, escaped and made
/// distinct; both generated files take them from here, since the parts of a partial method must agree on them.
/// </summary>
/// <param name="Context">The name of the context parameter.</param>
/// <param name="Inputs">The inputs, in order.</param>
/// <param name="Outputs">The results, in order.</param>
internal sealed record ModelSignature(string Context, EquatableArray<SignatureParameter> Inputs, EquatableArray<SignatureParameter> Outputs)
{
    /// <summary>The inputs and outputs as a parameter list, without the context.</summary>
    public string Parameters => string.Join(", ", Inputs.Select(p => p.Declaration).Concat(Outputs.Select(p => p.Declaration)));

    /// <summary>The context, the inputs and the outputs as a parameter list.</summary>
    public string ParametersWithContext => $"global::ModelGen.ModelContext {Context}, {Parameters}";

    /// <summary>The inputs and outputs as an argument list, without the context.</summary>
    public string Arguments => string.Join(", ", Inputs.Select(p => p.Name).Concat(Outputs.Select(p => p.Name)));

    /// <summary>Names the parameters of a model.</summary>
    /// <param name="declaration">The class.</param>
    /// <param name="graph">Its graph; null for a model with errors, whose results have no known shapes.</param>
    public static ModelSignature Create(ModelDeclaration declaration, Graph? graph)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var inputs = new SignatureParameter[declaration.Inputs.Count];
        for (int i = 0; i < inputs.Length; i++)
        {
            InputDeclaration input = declaration.Inputs[i];
            inputs[i] = new SignatureParameter(Identifiers.Escape(Identifiers.Unique(input.Name, taken)), input.Type, IsOutput: false);
        }

        Dictionary<int, Node>? nodes = graph?.ById();
        var outputs = new SignatureParameter[declaration.Outputs.Count];
        for (int i = 0; i < outputs.Length; i++)
        {
            OutputDeclaration output = declaration.Outputs[i];
            TensorType type = nodes is null ? default : nodes[graph!.Outputs[i].Node].Type;
            outputs[i] = new SignatureParameter(
                Identifiers.Escape(Identifiers.Unique(output.Name, taken)), output.Bytes is { } bytes ? type with { Element = bytes } : type, IsOutput: true, IsQuantized: output.Bytes is not null);
        }

        return new ModelSignature(Identifiers.Unique("context", taken), inputs, outputs);
    }
}

/// <summary>One span of a Run method.</summary>
/// <param name="Name">The identifier, escaped.</param>
/// <param name="Type">Element type and shape, the batch axis included.</param>
/// <param name="IsOutput">Whether it is written to.</param>
/// <param name="IsQuantized">Whether it holds bytes in place of real values.</param>
internal readonly record struct SignatureParameter(string Name, TensorType Type, bool IsOutput, bool IsQuantized = false)
{
    /// <summary>The C# keyword of the element type.</summary>
    public string Element => Type.Element switch
    {
        ElementType.Float32 => "float",
        ElementType.Int32 => "int",
        ElementType.UInt8 => "byte",
        ElementType.Int8 => "sbyte",
        _ => throw new NotSupportedException($"Elements of type {Type.Element}."),
    };

    /// <summary>Type and name, as in a parameter list.</summary>
    public string Declaration => $"global::System.{(IsOutput ? "Span" : "ReadOnlySpan")}<{Element}> {Name}";
}
