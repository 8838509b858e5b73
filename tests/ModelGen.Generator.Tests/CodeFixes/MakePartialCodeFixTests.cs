using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using ModelGen.CodeFixes;

namespace ModelGen.Generator.Tests.CodeFixes;

public class MakePartialCodeFixTests
{
    private const string Body = "{ public ModelGen.Tensor Forward([ModelGen.Input(4)] ModelGen.Tensor x) => ModelGen.Ops.Relu(x); }";

    [Theory]
    [InlineData("[ModelGen.Model] public sealed class Net " + Body, "[ModelGen.Model] public sealed partial class Net " + Body)]
    [InlineData("public class Outer { [ModelGen.Model] sealed class Net " + Body + " }", "public partial class Outer { [ModelGen.Model] sealed partial class Net " + Body + " }")]
    [InlineData("public class Outer { [ModelGen.Model] sealed partial class Net " + Body + " }", "public partial class Outer { [ModelGen.Model] sealed partial class Net " + Body + " }")]
    public async Task It_declares_the_class_and_what_contains_it_partial(string before, string after) =>
        Assert.Equal(after, await FixAsync(before));

    private static async Task<string> FixAsync(string source)
    {
        using var workspace = new AdhocWorkspace();
        IEnumerable<MetadataReference> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path));
        Project project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Test", "Test", LanguageNames.CSharp, metadataReferences: references, compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)));
        Document document = workspace.AddDocument(project.Id, "Net.cs", SourceText.From(source));
        Compilation compilation = (await document.Project.GetCompilationAsync())!;
        Diagnostic diagnostic = CSharpGeneratorDriver.Create(new ModelGenerator()).RunGenerators(compilation).GetRunResult().Diagnostics
            .First(d => new MakePartialCodeFix().FixableDiagnosticIds.Contains(d.Id));

        var actions = new List<CodeAction>();
        await new MakePartialCodeFix().RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic.Location.SourceSpan, [diagnostic], (action, _) => actions.Add(action), CancellationToken.None));
        var operation = (ApplyChangesOperation)(await Assert.Single(actions).GetOperationsAsync(CancellationToken.None)).Single(o => o is ApplyChangesOperation);
        return (await operation.ChangedSolution.GetDocument(document.Id)!.GetTextAsync()).ToString();
    }
}
