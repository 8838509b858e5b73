using System;
using System.CommandLine;
using System.Diagnostics;
using System.Linq;
using ModelGen.Compiler;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Planning;
using ModelGen.IR;
using ModelGen.Tests.Quantized;
using Networks;
using Zoo;

namespace ModelGen.Benchmarks.Layers;

/// <summary>The time of every step of a network in 8 bits, beside what the products of bytes could do.</summary>
internal static class LayersCommand
{
    private const string Space = "ModelGen.Generated";

    private static readonly (string Name, Action<Settings> Measure)[] Models =
    [
        ("Digits", Measure<Digits.DigitClassifier>),
        ("KeywordTransformer", Measure<KeywordTransformer>),
        ("MobileNetV2", Measure<MobileNetV2>),
        ("ResNet18", Measure<ResNet18>),
        ("ResNet50", Measure<ResNet50>),
    ];

    /// <summary>The command <c>layers</c>.</summary>
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "The network; all if it is left out.", Arity = ArgumentArity.ZeroOrOne };
        model.AcceptOnlyFromAmong([.. Models.Select(m => m.Name)]);
        var runs = new Option<int>("--runs") { Description = "How often the network runs; the fastest time of each step counts.", DefaultValueFactory = _ => 100 };
        var isFloat = new Option<bool>("--f32") { Description = "Measures single precision." };
        var threads = new Option<int>("--threads") { Description = "The threads.", DefaultValueFactory = _ => 1 };
        var isTogether = new Option<bool>("--together") { Description = "Prints the layers whose kernels are alike as one, by the mean of their times, and no steps without multiply-adds." };
        var command = new Command("layers", "Measures each step of a network in 8 bits.") { model, runs, isFloat, threads, isTogether };
        command.SetAction(result => Run(result.GetValue(model), new Settings(result.GetValue(runs), result.GetValue(isFloat), result.GetValue(threads), result.GetValue(isTogether))));
        return command;
    }

    private static int Run(string? model, Settings settings)
    {
        foreach ((string name, Action<Settings> measure) in Models.Where(m => model is null || m.Name == model))
        {
            Console.WriteLine($"### {name}");
            Console.WriteLine();
            measure(settings);
            Console.WriteLine();
        }

        return 0;
    }

    private static void Measure<TModel>(Settings settings)
        where TModel : class, IModel<TModel>
    {
        bool isFloat = settings.IsFloat;
        ModelWeights weights = ModelWeights.Random(TModel.Info, seed: 1);
        var rewriter = new StepClockRewriter(isFloat ? Space + ".Float" : Space);
        CalibratedModel model = CalibratedModel.Create<TModel>(weights, rewrite: root => rewriter.Visit(root));
        ModelInfo info = model.Info;
        CpuProgram program = Program(info, isFloat);
        Action<Array[], Array[]> run = model.Load(weights, new ModelOptions { Precision = isFloat ? Precision.F32 : Precision.Int8, Threads = settings.Threads });
        Array[] inputs = [.. CalibratedModel.Inputs(info, 0).Select(t => t.Floats)], outputs = [.. info.Outputs.Select(o => new float[o.Type.Shape.ElementCount])];
        StepClock.Reset(program.Steps.Count);
        double fastest = double.MaxValue;
        for (int i = 0; i < settings.Runs; i++)
        {
            long start = Stopwatch.GetTimestamp();
            run(inputs, outputs);
            fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        (run.Target as IDisposable)?.Dispose();
        var table = new LayersTable(program, isFloat ? null : StepClock.Tiles!);
        Console.WriteLine(table.Heading(fastest));
        Console.WriteLine();
        (settings.IsTogether ? table.Together() : table.Steps()).ToList().ForEach(Console.WriteLine);
    }

    private static CpuProgram Program(ModelInfo info, bool isFloat)
    {
        Graph graph = (isFloat ? Pipeline.Run(info.Graph) : Pipeline.RunQuantized(info.Graph, info.Calibration!, info.FloatScopes)).Graph;
        return CpuCompiler.Compile(graph, MemoryPlanner.Plan(graph, new CpuPlanningRules(graph)));
    }

    private sealed record Settings(int Runs, bool IsFloat, int Threads, bool IsTogether);
}
