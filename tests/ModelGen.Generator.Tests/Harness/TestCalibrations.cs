using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Calibration;
using ModelGen.Compiler.Calibration;
using ModelGen.Generator.Tests.Tracing;
using ModelGen.Generator.Tracing;
using ModelGen.IR;
using ModelGen.Numerics;
using Passes = ModelGen.Compiler.Pipeline;

namespace ModelGen.Generator.Tests.Harness;

/// <summary>Calibrations as they would be found for models, with ranges that are made up.</summary>
internal static class TestCalibrations
{
    /// <summary>The profile of the only model in the files of a project.</summary>
    public static CalibrationProfile Of(TestProject project)
    {
        CSharpCompilation compilation = new GeneratorSession().Compilation(project);
        TraceResult trace = TraceRunner.Trace(compilation);
        Graph graph = Passes.Run(trace.Graph!, Passes.BeforeFusion).Graph;
        var keys = TensorKeys.Of(graph);
        TensorCalibration[] tensors =
        [
            .. graph.Nodes.Where(n => keys.ContainsKey(n.Id) && n.Type.Element == ElementType.Float32)
                .Select((n, i) => TensorCalibration.FromRange(keys[n.Id], -1.5f, 2.25f + i, ElementType.UInt8)),
        ];
        return new CalibrationProfile(graph.Name, "min-max", ElementType.UInt8, RoundingRule.Onnx, tensors);
    }

    /// <summary>The project with <c>net.calibration.json</c>, which its only model names.</summary>
    public static TestProject Calibrate(TestProject project) => project
        .WithCalibration("net.calibration.json", Of(project).Print())
        .Edit("[Model]", "[Model(Calibration = \"net.calibration.json\")]");
}
