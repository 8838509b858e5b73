using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Planning;
using ModelGen.Generator.Declarations;
using ModelGen.Generator.Emit;
using ModelGen.Generator.Emit.Cpu;
using ModelGen.Generator.Pipeline;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Tests.Backends;

/// <summary>A graph taken through lowering, emission and the C# compiler, ready to run in this process.</summary>
internal sealed class CompiledGraph
{
    private const string UserPart = "/// <summary>A model.</summary>\npublic sealed partial class Model { }";

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(p => MetadataReference.CreateFromFile(p)),
    ];

    private readonly Type type;
    private readonly Graph graph;

    private CompiledGraph(Type type, Graph graph, string text)
    {
        this.type = type;
        this.graph = graph;
        Text = text;
    }

    /// <summary>The text of the file of kernels.</summary>
    public string Text { get; }

    public static CompiledGraph Create(Graph graph, MemoryPlan? plan = null)
    {
        CpuProgram program = CpuCompiler.Compile(graph, plan ?? SeparatePlan.Create(graph, new CpuPlanningRules(graph)));
        var declaration = new ModelDeclaration(
            new TypeDeclaration("", default, "partial class Model", "Model", "Model"),
            graph.Select<Input>().Select(n => new InputDeclaration(n.Operator.InputName, n.Node.Type)).ToArray(),
            graph.Outputs.Select(o => new OutputDeclaration(o.Name, null)).ToArray(),
            Weights: null,
            Calibration: program.Kernels.Any(k => k.UsesByteTiles) ? "Model.calibration.json" : null,
            KeepFloat: false,
            default,
            default,
            default);
        string kernels = ModelEmitter.Emit(new Network(declaration, graph, null, default), program, null, [], []);
        return new CompiledGraph(Load(ApiEmitter.Emit(declaration, graph), kernels), graph, kernels);
    }

    /// <summary>The outputs on one instruction set.</summary>
    public Tensor[] Run(ModelWeights weights, Array[] inputs, Isa isa, int threads = 1, int times = 1)
    {
        Dictionary<int, Node> nodes = graph.ById();
        TensorType[] types = [.. graph.Outputs.Select(o => nodes[o.Node].Type)];
        Array[] outputs = [.. types.Select(NewArray)];
        MethodInfo run = typeof(CompiledGraph).GetMethod(nameof(RunTyped), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(type);
        run.Invoke(null, [weights, inputs, outputs, new ModelOptions { Isa = isa, Threads = threads }, times]);
        return [.. outputs.Zip(types, (array, type) => type.Element switch
        {
            ElementType.UInt8 => new Tensor(type.Shape, (byte[])array),
            ElementType.Int8 => new Tensor(type.Shape, (sbyte[])array),
            _ => new Tensor(type.Shape, (float[])array),
        })];
    }

    private static Array NewArray(TensorType type) => type.Element switch
    {
        ElementType.Float32 => new float[type.Shape.ElementCount],
        ElementType.UInt8 => new byte[type.Shape.ElementCount],
        ElementType.Int8 => new sbyte[type.Shape.ElementCount],
        _ => throw new NotSupportedException($"Results of {type}."),
    };

    private static void RunTyped<T>(ModelWeights weights, Array[] inputs, Array[] outputs, ModelOptions options, int times)
        where T : IModel<T>
    {
        T model = T.Create(weights, options);
        for (int i = 0; i < times; i++)
        {
            model.Run(inputs, outputs);
        }
    }

    private static Type Load(params string[] files)
    {
        // The settings of the most hostile project: checked arithmetic, no nullable context, every warning an error.
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            checkOverflow: true,
            allowUnsafe: false,
            generalDiagnosticOption: ReportDiagnostic.Error,
            warningLevel: 9999);
        var parse = new CSharpParseOptions(LanguageVersion.CSharp14, DocumentationMode.Diagnose);
        SyntaxTree[] trees = [.. files.Append(UserPart).Select((t, i) => CSharpSyntaxTree.ParseText(t, parse, path: $"file{i}.cs"))];
        CSharpCompilation compilation = CSharpCompilation.Create("Emitted" + Guid.NewGuid().ToString("N"), trees, References, options);
        using var stream = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(stream);
        string[] errors = [.. result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString())];
        if (errors.Length > 0)
        {
            string dump = Path.Combine(Path.GetTempPath(), "emitted.cs");
            File.WriteAllText(dump, files[^1]);
            throw new InvalidOperationException($"The emitted code does not compile ({dump}):\n" + string.Join("\n", errors.Take(20)));
        }

        stream.Position = 0;
        return new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(stream).GetType("Model")!;
    }
}
