using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Calibration;
using ModelGen.Generator;

namespace ModelGen.Tests.Quantized;

/// <summary>
/// A model of the zoo in 8 bits: its source with a calibration over random inputs, taken through the generator and the C# compiler. It keeps
/// its kernels in single precision.
/// </summary>
internal sealed class CalibratedModel
{
    private const string CalibrationFile = "model.calibration.json";
    private const string Prefix = "Zoo/";
    private const string SamplePrefix = "Sample/";

    private readonly Access access;

    private CalibratedModel(Type type) => access = (Access)Activator.CreateInstance(typeof(Access<>).MakeGenericType(type))!;

    /// <summary>What the quantized class says of itself.</summary>
    public ModelInfo Info => access.Info;

    /// <summary>Calibrates a model with given weights over a few random samples, and compiles it.</summary>
    /// <typeparam name="TModel">The class; one that is calibrated already is taken as it is.</typeparam>
    /// <param name="weights">The weights.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="rewrite">What is done to the generated sources; then a model that is calibrated already is compiled again too.</param>
    public static CalibratedModel Create<TModel>(ModelWeights weights, int samples = 2, Func<SyntaxNode, SyntaxNode>? rewrite = null)
        where TModel : IModel<TModel>
    {
        ModelInfo info = TModel.Info;
        if (info.Calibration is not null && rewrite is null)
        {
            return new CalibratedModel(typeof(TModel));
        }

        CalibrationProfile profile = info.Calibration ?? Calibrator.Run(info, weights, Enumerable.Range(0, samples).Select(i => Inputs(info, i)));
        return new CalibratedModel(Compile(info.Name, profile, rewrite).GetType(typeof(TModel).FullName!, throwOnError: true)!);
    }

    /// <summary>The same, calibrated as told over two samples.</summary>
    public static CalibratedModel CreateWith<TModel>(ModelWeights weights, CalibrationOptions options)
        where TModel : IModel<TModel>
    {
        ModelInfo info = TModel.Info;
        CalibrationProfile profile = Calibrator.Run(info, weights, Enumerable.Range(0, 2).Select(i => Inputs(info, i)), options);
        return new CalibratedModel(Compile(info.Name, profile).GetType(typeof(TModel).FullName!, throwOnError: true)!);
    }

    /// <summary>Random inputs within −1 … 1.</summary>
    public static IReadOnlyList<Tensor> Inputs(ModelInfo info, int seed)
    {
        var random = new Random(seed);
        return [.. info.Inputs.Select(input => new Tensor(
            input.Type.Shape, [.. Enumerable.Range(0, input.Type.Shape.ElementCount).Select(_ => (random.NextSingle() * 2) - 1)]))];
    }

    /// <summary>A model that runs.</summary>
    public Action<Array[], Array[]> Load(ModelWeights weights, ModelOptions options) => access.Create(weights, options);

    private static Assembly Compile(string model, CalibrationProfile profile, Func<SyntaxNode, SyntaxNode>? rewrite = null)
    {
        var parse = new CSharpParseOptions(LanguageVersion.CSharp14);
        Assembly here = typeof(CalibratedModel).Assembly;
        SyntaxTree[] sources = [.. here.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal) || n == SamplePrefix + model).Select(name =>
        {
            using var reader = new StreamReader(here.GetManifestResourceStream(name)!);
            string text = Regex.Replace(
                reader.ReadToEnd().ReplaceLineEndings("\n"),
                $@"\[Model(\([^\]]*\))?\]\n(\[.*\]\n)*public sealed partial class {model}\n",
                $"[Model(Calibration = \"{CalibrationFile}\", KeepFloat = true)]\npublic sealed partial class {model}\n");
            return CSharpSyntaxTree.ParseText(text, parse);
        })];
        IEnumerable<MetadataReference> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is not ("Zoo.dll" or "Digits.dll" or "Networks.dll"))
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "Quantized" + model, sources, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new ModelGenerator().AsSourceGenerator()], [new Text(profile.Print())], parse, new Options());
        driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        foreach (SyntaxTree tree in rewrite is null ? [] : output.SyntaxTrees.Except(sources).ToArray())
        {
            output = output.ReplaceSyntaxTree(tree, tree.WithRootAndOptions(rewrite!(tree.GetRoot()), parse));
        }

        using var image = new MemoryStream();
        string[] errors = [.. output.Emit(image).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString())];
        return errors.Length == 0 ? Assembly.Load(image.ToArray()) : throw new InvalidOperationException(string.Join("\n", errors));
    }

    private abstract class Access
    {
        public abstract ModelInfo Info { get; }

        public abstract Action<Array[], Array[]> Create(ModelWeights weights, ModelOptions options);
    }

    private sealed class Access<TModel> : Access
        where TModel : IModel<TModel>
    {
        public override ModelInfo Info => TModel.Info;

        public override Action<Array[], Array[]> Create(ModelWeights weights, ModelOptions options) => TModel.Create(weights, options).Run;
    }

    private sealed class Text(string text) : AdditionalText
    {
        public override string Path => CalibrationFile;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    /// <summary>The item metadata that the build gives calibration files.</summary>
    private sealed class Options : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(null);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Values(CalibrationFile);

        private sealed class Values(string? calibration) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
            {
                value = key == "build_metadata.AdditionalFiles.ModelGenCalibration" ? calibration : null;
                return value is not null;
            }
        }
    }
}
