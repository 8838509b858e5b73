using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace ModelGen.Conformance.Harness;

/// <summary>An input of a case: the shape of one sample and the values it takes.</summary>
internal sealed record CaseInput(string Name, int[] Sample, InputValues Values, ElementType Type = ElementType.Float32)
{
    /// <summary>The parameter of Forward.</summary>
    public string Declaration
    {
        get
        {
            string shape = string.Join(", ", Sample.Select(e => e.ToString(CultureInfo.InvariantCulture)));
            string type = Type == ElementType.Float32 ? "" : $"{(shape.Length == 0 ? "" : ", ")}Type = ElementType.{Type}";
            return $"[Input({shape}{type})] Tensor {Name}";
        }
    }
}

/// <summary>One network to compare, as C# source.</summary>
/// <param name="Body">The statements of Forward.</param>
/// <param name="Inputs">What goes in.</param>
/// <param name="Tolerance">How far results may differ.</param>
internal sealed record ModelCase(string Body, IReadOnlyList<CaseInput> Inputs, Tolerance Tolerance)
{
    /// <summary>Declarations of the layers.</summary>
    public string Fields { get; init; } = "";

    /// <summary>Samples per run.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>The names of the results; more than one makes a tuple.</summary>
    public string[] Outputs { get; init; } = ["Output"];

    /// <summary>The seed that the case was drawn from.</summary>
    public string Seed { get; init; } = "";

    /// <summary>A network that is one expression.</summary>
    public static ModelCase Of(string expression, Tolerance tolerance, params CaseInput[] inputs) => new($"return {expression};", inputs, tolerance);

    /// <summary>The class and a class that calls its typed methods.</summary>
    public string Source(string name)
    {
        string result = Outputs.Length == 1 ? "Tensor" : "(" + string.Join(", ", Outputs.Select(o => "Tensor " + o)) + ")";
        string arguments = string.Join(", ", Inputs.Select((input, i) => $"({Keyword(input.Type)}[])inputs[{i}]").Concat(Outputs.Select((_, i) => $"outputs[{i}]")));
        var source = new StringBuilder();
        source.Append($$"""
            // {{Seed}}
            [Model(Batch = {{Batch}})]
            public sealed partial class {{name}}
            {
                {{Fields}}
                public {{result}} Forward({{string.Join(", ", Inputs.Select(i => i.Declaration))}})
                {
                    {{Body}}
                }
            }

            public static class {{name}}Calls
            {
                public static void Run(object net, ModelContext? context, System.Array[] inputs, float[][] outputs)
                {
                    if (context is null)
                    {
                        (({{name}})net).Run({{arguments}});
                    }
                    else
                    {
                        (({{name}})net).Run(context, {{arguments}});
                    }
                }

                public static ModelContext CreateContext(object net) => (({{name}})net).CreateContext();
            }

            """);
        return source.ToString();
    }

    private static string Keyword(ElementType type) => type switch { ElementType.Int32 => "int", ElementType.UInt8 => "byte", ElementType.Int8 => "sbyte", _ => "float" };
}
