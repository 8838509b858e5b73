using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Generator.Tests.Harness;

namespace ModelGen.Generator.Tests.Pipeline;

/// <summary>Generated code compiles without a warning in whatever project it lands.</summary>
public sealed class HostileProjectTests
{
    private static TestProject Project => Models.ResidualProject.With("Digits.cs", Models.Digits);

    [Theory]
    [InlineData(NullableContextOptions.Disable)]
    [InlineData(NullableContextOptions.Enable)]
    [InlineData(NullableContextOptions.Warnings)]
    [InlineData(NullableContextOptions.Annotations)]
    public void Nullable_contexts(NullableContextOptions nullable)
    {
        TestProject project = Project with { Options = Project.Options.WithNullableContextOptions(nullable) };
        if (nullable is NullableContextOptions.Disable or NullableContextOptions.Warnings)
        {
            project = project.Edit("Conv2D? projection", "Conv2D projection", "Block.cs");
        }

        GeneratorSession.RunOnce(project).ExpectClean();
    }

    [Fact]
    public void Checked_arithmetic_without_unsafe_with_every_warning_as_an_error() => GeneratorSession.RunOnce(Project with
    {
        Options = Project.Options
            .WithOverflowChecks(true)
            .WithAllowUnsafe(false)
            .WithOptimizationLevel(OptimizationLevel.Release)
            .WithWarningLevel(9999)
            .WithGeneralDiagnosticOption(ReportDiagnostic.Error),
    }).ExpectClean();

    [Theory]
    [InlineData("namespace Samples { internal sealed class System { } internal sealed class ModelGen { } }")]
    [InlineData("namespace Samples { internal sealed class Span { } internal sealed class Vector128 { } internal sealed class Unsafe { } internal sealed class MathF { } }")]
    [InlineData("internal sealed class Kernels { } internal sealed class Plan { } internal sealed class Steps { } internal sealed class Action { } internal sealed class Isa { }")]
    [InlineData("namespace Samples.ModelGen { internal sealed class Tensor { } }")]
    [InlineData("namespace Samples.System { internal sealed class Math { } }")]
    public void Types_of_the_user_that_shadow_ours(string types)
    {
        // The user's own code must still compile, so it says what it means.
        static string Qualified(string source) => source
            .Replace("using ModelGen;\nusing static ModelGen.Ops;", "using global::ModelGen;\nusing static global::ModelGen.Ops;", StringComparison.Ordinal);
        TestProject project = new TestProject()
            .With("Model.cs", Qualified(Models.Digits))
            .With("Types.cs", types);
        GeneratorSession.RunOnce(project).ExpectClean();
    }

    [Theory]
    [InlineData("Global", "", "[Model] internal sealed partial class Global { BODY }")]
    [InlineData("Nested", "", "namespace A.B; internal static partial class Outer { private sealed partial class Middle { [Model] internal sealed partial class Nested { BODY } } }")]
    [InlineData("InStruct", "", "namespace A; internal partial struct Outer { [Model] internal sealed partial class InStruct { BODY } } internal partial interface IOuter { } internal partial record Other;")]
    [InlineData("InRecord", "", "namespace A; internal partial record struct Outer { internal partial record Inner { [Model] internal sealed partial class InRecord { BODY } } }")]
    [InlineData("Keyword", "", "namespace @class.@namespace; [Model] internal sealed partial class @event { BODY }")]
    [InlineData("Obsolete", "", "namespace A; [global::System.Obsolete] [Model] internal sealed partial class Old { BODY }")]
    public void Where_a_model_is_declared(string name, string usings, string declaration)
    {
        const string Body = """
            private readonly Dense @in = new(3);
            private readonly Dense[] @for = [new(4), new(2)];
            public (Tensor @out, Tensor context) Forward([Input(5)] Tensor @in, [Input(5)] Tensor value)
            {
                var x = this.@in.Forward(@in + value);
                foreach (var layer in @for)
                {
                    x = layer.Forward(x);
                }

                return (x, x * 2f);
            }
            """;
        string source = usings + "using ModelGen;\n" + declaration.Replace("BODY", Body, StringComparison.Ordinal);
        GeneratorRun run = GeneratorSession.RunOnce(TestProject.Of(source) with { Name = name, ParseOptions = new(LanguageVersion.CSharp14, DocumentationMode.Parse) });
        run.ExpectClean();
        Assert.Equal(2, run.Sources.Count);
    }

    [Fact]
    public void Models_of_one_name_in_several_namespaces_and_types()
    {
        const string Class = "[Model] internal sealed partial class Net { private readonly Dense dense = new(2); public Tensor Forward([Input(3)] Tensor x) => dense.Forward(x); }";
        string source = $"using ModelGen; {Class} namespace A {{ {Class} internal static partial class Net2 {{ {Class} }} }}";
        GeneratorRun run = GeneratorSession.RunOnce(TestProject.Of(source) with { ParseOptions = new(LanguageVersion.CSharp14, DocumentationMode.Parse) });
        run.ExpectClean();
        Assert.Equal(6, run.Sources.Count);
        Assert.Equal(6, new HashSet<string>(run.Sources.Keys, StringComparer.OrdinalIgnoreCase).Count);
    }

    [Fact]
    public void Without_the_file_of_kernels_the_members_compile()
    {
        GeneratorRun run = GeneratorSession.RunOnce(Models.ResidualProject.With("Use.cs", """
            namespace Samples;
            internal static class Use
            {
                internal static void Run(global::ModelGen.ModelWeights weights)
                {
                    using global::ModelGen.ModelContext context = Residual.Create(weights).CreateContext();
                    Residual.Create(weights).Run(context, new float[1], new float[1], new float[1]);
                }
            }
            """)).ExpectClean();
        var kernels = System.Linq.Enumerable.Single(run.Output.SyntaxTrees, t => t.FilePath.EndsWith(".Kernels.g.cs", StringComparison.Ordinal));
        Assert.DoesNotContain(run.Output.RemoveSyntaxTrees(kernels).GetDiagnostics(), d => d.Severity != DiagnosticSeverity.Hidden);
    }
}
