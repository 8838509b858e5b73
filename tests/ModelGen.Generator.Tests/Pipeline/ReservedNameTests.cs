using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Declarations;
using ModelGen.Generator.Tests.Harness;

namespace ModelGen.Generator.Tests.Pipeline;

/// <summary>Names that generated code uses, where the user has them too.</summary>
public sealed class ReservedNameTests
{
    public static TheoryData<string, string> Members
    {
        get
        {
            var members = new TheoryData<string, string>();
            foreach (string name in GeneratedMembers.All)
            {
                members.Add(name, $"public readonly int {name} = 1;");
                members.Add(name, $"public static void {name}(string text) {{ }}");
                members.Add(name, $"public sealed class {name} {{ }}");
            }

            return members;
        }
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void A_member_with_the_name_of_a_generated_one_is_the_only_error(string name, string member)
    {
        string source = Models.UndocumentedUsings + $"[Model] public sealed partial class Net {{ {member} public Tensor Forward([Input(8)] Tensor x) => Relu(x); }}";
        Diagnostic diagnostic = GeneratorSession.RunOnce(source).ExpectOnly("MG0018");
        Assert.Equal(source.IndexOf(member, StringComparison.Ordinal) + member.IndexOf(name, StringComparison.Ordinal), diagnostic.Location.SourceSpan.Start);
    }

    [Fact]
    public void A_model_cannot_be_called_like_a_generated_member()
    {
        foreach (string name in GeneratedMembers.All)
        {
            GeneratorSession.RunOnce(Models.UndocumentedUsings + $"[Model] public sealed partial class {name} {{ public Tensor Forward([Input(8)] Tensor x) => Relu(x); }}").ExpectOnly("MG0018");
        }
    }

    [Fact]
    public void The_reserved_names_are_those_that_generated_code_declares()
    {
        string[] generated = [.. new[] { Models.WeightedDigits, Models.CalibratedDigits }.SelectMany(Generated).Distinct()];
        Assert.Equal(GeneratedMembers.All.Order(StringComparer.Ordinal), generated.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Generated(TestProject project)
    {
        GeneratorRun run = GeneratorSession.RunOnce(project).ExpectClean();
        string[] written = [.. run.Input.GetTypeByMetadataName("Samples.DigitClassifier")!.MemberNames];
        return run.Output.GetTypeByMetadataName("Samples.DigitClassifier")!.GetMembers()
            .Where(m => m is not IMethodSymbol { MethodKind: not (MethodKind.Ordinary) } && !m.Name.Contains('.', StringComparison.Ordinal))
            .Select(m => m.Name)
            .Except(written);
    }

    [Fact]
    public void Inputs_and_outputs_may_be_called_like_generated_members_and_locals()
    {
        string[] names = [.. GeneratedMembers.All, "context", "options", "weights", "model", "info", "inputs", "outputs", "kernels"];
        foreach (string name in names)
        {
            GeneratorSession.RunOnce(Models.UndocumentedUsings + $$"""
                /// <summary>A network.</summary>
                [Model]
                public sealed partial class Net
                {
                    public (Tensor {{name}}2, Tensor y) Forward([Input(8)] Tensor {{name}}) => (Relu({{name}}), {{name}});
                }
                """).ExpectClean();
        }
    }
}
