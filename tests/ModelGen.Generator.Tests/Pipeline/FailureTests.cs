using System.Linq;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Pipeline;
using ModelGen.Generator.Tests.Harness;

namespace ModelGen.Generator.Tests.Pipeline;

/// <summary>What a user of a model sees while the model has errors.</summary>
public sealed class FailureTests
{
    private const string Caller =
        """
        using ModelGen;

        internal static class Caller
        {
            public static void Use(float[] pixels, float[] scores)
            {
                Net net = Net.Create(ModelWeights.Random(Net.Info, 1));
                net.Run(pixels, scores);
                using ModelContext context = net.CreateContext();
                net.Run(context, pixels, scores);
                Generic<Net>();
            }

            private static void Generic<T>()
                where T : IModel<T> => _ = T.Info;
        }
        """;

    [Theory]
    [InlineData("MG0301", "public Tensor Forward([Input(8)] Tensor image) => Reshape(image, 5);")]
    [InlineData("MG0110", "private readonly Dense layer = new(0); public Tensor Forward([Input(8)] Tensor image) => layer.Forward(image);")]
    [InlineData("MG0014", "public Tensor Forward([Input(0)] Tensor image) => image;")]
    [InlineData("MG0014", "public Tensor Forward([Input(4, Type = (ElementType)77)] Tensor image) => image;")]
    [InlineData("MG0013", "public Tensor Forward(Tensor image) => Relu(image);")]
    [InlineData("MG0011", "public Tensor[] Forward([Input(4)] Tensor image) => Split(image, 2, 1);")]
    [InlineData("MG0010", "public static Tensor Forward([Input(4)] Tensor image) => image;")]
    [InlineData("MG0009", "")]
    [InlineData("MG0016", "public Net(int units) => _ = units; public Tensor Forward([Input(4)] Tensor image) => image;")]
    [InlineData("MG0018", "private int modelInfo; public Tensor Forward([Input(4)] Tensor image) => modelInfo == 0 ? image : Relu(image);")]
    [InlineData("MG0018", "private static int RunModel() => 1; public Tensor Forward([Input(4)] Tensor image) => image * RunModel();")]
    public void Only_the_errors_of_the_model_itself_are_reported(string id, string body)
    {
        TestProject project = TestProject.Of(Models.UndocumentedUsings + "[Model] public sealed partial class Net { " + body + " }").With("Caller.cs", Caller);
        GeneratorSession.RunOnce(project).ExpectOnly(id);
    }

    [Theory]
    [InlineData("MG0004", "public abstract partial class Net")]
    [InlineData("MG0006", "public partial class Net")]
    [InlineData("MG0007", "public sealed partial class Net : System.Random")]
    [InlineData("MG0008", "public sealed partial record Net")]
    public void A_class_that_is_no_model_has_the_members_of_one(string id, string header)
    {
        TestProject project = TestProject.Of(Models.UndocumentedUsings + "[Model] " + header + " { public Tensor Forward([Input(8)] Tensor image) => Relu(image); }").With("Caller.cs", Caller);
        GeneratorSession.RunOnce(project).ExpectOnly(id);
    }

    [Fact]
    public void The_members_of_a_model_with_errors_are_replaced_when_it_is_mended()
    {
        TestProject broken = TestProject.Of(Models.UndocumentedUsings + "[Model] public sealed partial class Net { public Tensor Forward([Input(8)] Tensor image) => Reshape(image, 1, 5); }").With("Caller.cs", Caller);
        var session = new GeneratorSession();
        session.Run(broken).Expect(TrackingNames.ApiStub, IncrementalStepRunReason.New);
        session.Run(broken.Edit("1, 5", "1, 8")).ExpectClean();
    }

    [Fact]
    public void A_network_that_no_arena_holds_is_refused_at_the_call_that_needs_most()
    {
        const string Source = Models.UndocumentedUsings +
            """
            [Model]
            public sealed partial class Net
            {
                public Tensor Forward([Input(20000, 20000)] Tensor image)
                {
                    var a = Exp(image);
                    var b = MatMul(image, a);
                    return MatMul(a, b) + image;
                }
            }
            """;
        GeneratorRun run = GeneratorSession.RunOnce(Source);
        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal("MG0501", diagnostic.Id);
        Assert.Contains("GiB", diagnostic.GetMessage(), System.StringComparison.Ordinal);
        Assert.Equal("MatMul(image, a)", Source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }

    [Fact]
    public void Classes_whose_names_differ_only_by_case_are_generated_side_by_side()
    {
        const string Forward = "{ public Tensor Forward([Input(8)] Tensor x) => Relu(x); }";
        GeneratorRun run = GeneratorSession.RunOnce(
            Models.UndocumentedUsings + $"namespace A {{ [Model] public sealed partial class Net {Forward} [Model] public sealed partial class NET {Forward} [Module] public sealed partial class net {Forward.Replace("[Input(8)] ", "")} }} namespace a {{ [Model] public sealed partial class Net {Forward} }}");
        run.ExpectClean();
        Assert.Equal(
            ["A.NET.Kernels.g.cs", "A.NET.g.cs", "A.Net-2.Kernels.g.cs", "A.Net-2.g.cs", "A.net-3.g.cs", "a.Net-4.Kernels.g.cs", "a.Net-4.g.cs"],
            run.Sources.Keys.Order(System.StringComparer.Ordinal));
    }
}
