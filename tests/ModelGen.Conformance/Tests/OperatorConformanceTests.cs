using System.Linq;
using ModelGen.Conformance.Harness;
using ModelGen.Conformance.Suites;
using ModelGen.Tests;

namespace ModelGen.Conformance.Tests;

/// <summary>For every operator and many networks of them: eager execution = every SIMD width and number of threads = ONNX Runtime.</summary>
public class OperatorConformanceTests
{
    private const int CasesPerCompilation = 30;

    public static TheoryData<string> SuiteNames => [.. AllSuites.All.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(SuiteNames))]
    public void Random_cases(string suite)
    {
        foreach (int[] chunk in RandomCases.Seeds(8, 120).Chunk(CasesPerCompilation))
        {
            Comparison.CheckAll([.. chunk.Select(AllSuites.Find(suite).FromIndex)]);
        }
    }
}
