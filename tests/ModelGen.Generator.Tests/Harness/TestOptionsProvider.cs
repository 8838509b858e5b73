using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ModelGen.Generator.Tests.Harness;

/// <summary>Gives weights manifests the item metadata that the build targets give them.</summary>
/// <param name="weights">The path of the weights by that of the manifest.</param>
internal sealed class TestOptionsProvider(IReadOnlyDictionary<string, string> weights) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(null);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Options(weights.GetValueOrDefault(textFile.Path));

    private sealed class Options(string? weights) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == "build_metadata.AdditionalFiles.ModelGenWeights" ? weights : null;
            return value is not null;
        }
    }
}
