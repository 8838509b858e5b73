using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ModelGen.Generator.Tests.Harness;

/// <summary>Gives weights manifests and calibration files the item metadata that the build targets give them.</summary>
/// <param name="weights">The path of the weights by that of the manifest.</param>
/// <param name="calibrations">The project-relative path of calibration files by their full one.</param>
internal sealed class TestOptionsProvider(IReadOnlyDictionary<string, string> weights, IReadOnlyDictionary<string, string> calibrations) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(null, null);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Options(weights.GetValueOrDefault(textFile.Path), calibrations.GetValueOrDefault(textFile.Path));

    private sealed class Options(string? weights, string? calibration) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key switch
            {
                "build_metadata.AdditionalFiles.ModelGenWeights" => weights,
                "build_metadata.AdditionalFiles.ModelGenCalibration" => calibration,
                _ => null,
            };
            return value is not null;
        }
    }
}
