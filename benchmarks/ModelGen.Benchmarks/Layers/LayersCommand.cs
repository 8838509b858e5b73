using System;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using ModelGen.Compiler;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.Compiler.Planning;
using ModelGen.CompilerServices;
using ModelGen.IR;
using ModelGen.Tests.Quantized;
using Zoo;

namespace ModelGen.Benchmarks.Layers;

/// <summary>The time of every step of a network in 8 bits, beside what the products of bytes could do.</summary>
internal static class LayersCommand
{
    private const string Space = "ModelGen.Generated";

    /// <summary>The command <c>layers</c>.</summary>
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "Digits, MobileNetV2, ResNet18 or ResNet50.", Arity = ArgumentArity.ZeroOrOne };
        var runs = new Option<int>("--runs") { Description = "How often the network runs; the fastest time of each step counts.", DefaultValueFactory = _ => 100 };
        var isFloat = new Option<bool>("--f32") { Description = "Measures single precision." };
        var threads = new Option<int>("--threads") { Description = "The threads.", DefaultValueFactory = _ => 1 };
        var command = new Command("layers", "Measures each step of a network in 8 bits.") { model, runs, isFloat, threads };
        command.SetAction(result => Run(result.GetValue(model), result.GetValue(runs), result.GetValue(isFloat), result.GetValue(threads)));
        return command;
    }

    private static int Run(string? model, int runs, bool isFloat, int threads)
    {
        (string Name, Action<int, bool, int> Measure)[] models =
        [
            ("Digits", Measure<Digits.DigitClassifier>),
            ("MobileNetV2", Measure<MobileNetV2>),
            ("ResNet18", Measure<ResNet18>),
            ("ResNet50", Measure<ResNet50>),
        ];
        foreach ((string name, Action<int, bool, int> measure) in models.Where(m => model is null || m.Name == model))
        {
            Console.WriteLine($"### {name}");
            Console.WriteLine();
            measure(runs, isFloat, threads);
            Console.WriteLine();
        }

        return 0;
    }

    private static void Measure<TModel>(int runs, bool isFloat, int threads)
        where TModel : class, IModel<TModel>
    {
        ModelWeights weights = ModelWeights.Random(TModel.Info, seed: 1);
        var rewriter = new StepClockRewriter(isFloat ? Space + ".Float" : Space);
        CalibratedModel model = CalibratedModel.Create<TModel>(weights, rewrite: root => rewriter.Visit(root));
        ModelInfo info = model.Info;
        CpuProgram program = Program(info, isFloat);
        Action<Array[], Array[]> run = model.Load(weights, new ModelOptions { Precision = isFloat ? Precision.F32 : Precision.Int8, Threads = threads });
        Array[] inputs = [.. CalibratedModel.Inputs(info, 0).Select(t => t.Floats)], outputs = [.. info.Outputs.Select(o => new float[o.Type.Shape.ElementCount])];
        StepClock.Reset(program.Steps.Count);
        double fastest = double.MaxValue;
        for (int i = 0; i < runs; i++)
        {
            long start = Stopwatch.GetTimestamp();
            run(inputs, outputs);
            fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        (run.Target as IDisposable)?.Dispose();
        Print(program, fastest, isFloat ? 0 : TilePeak.Measure(StepClock.Tiles!), isFloat ? 0 : RequantizationRate.Measure());
    }

    private static CpuProgram Program(ModelInfo info, bool isFloat)
    {
        Graph graph = (isFloat ? Pipeline.Run(info.Graph) : Pipeline.RunQuantized(info.Graph, info.Calibration!, info.FloatScopes)).Graph;
        return CpuCompiler.Compile(graph, MemoryPlanner.Plan(graph, new CpuPlanningRules(graph)));
    }

    private static void Print(CpuProgram program, double fastest, double peak, double rate)
    {
        Console.WriteLine(peak > 0
            ? F($"Fastest run {fastest:0.0} µs. By themselves, products of full tiles {peak:0} GMAC/s, requantization {rate:0.0} ns for 64 channels of a pixel.")
            : F($"Fastest run {fastest:0.0} µs."));
        Console.WriteLine();
        Console.WriteLine("| step | operation | kernel | MMAC | µs | GMAC/s | products, µs | requantization, µs | most time goes to |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        double sum = 0;
        for (int i = 0; i < program.Steps.Count; i++)
        {
            CpuStep step = program.Steps[i];
            double time = StepClock.Microseconds(i);
            sum += time;

            // What prepares the place of a result belongs to the same node.
            bool isMain = i + 1 == program.Steps.Count || program.Steps[i + 1].Node != step.Node;
            string speed = isMain && step.Macs > 0 ? F($"{step.Macs / 1e6:0.00} | {time:0.00} | {step.Macs / time / 1000:0.0}") : F($"| {time:0.00} |");
            CpuKernel kernel = program.Kernels[step.Kernel];
            Console.WriteLine($"| {step.Scope} | {step.Operation} {step.Shape} | {kernel.Name}: {kernel.Description} | {speed} | {Parts(kernel, time, peak, rate)} |");
        }

        Console.WriteLine(F($"| | all steps | | | {sum:0.0} | | | | |"));
    }

    /// <summary>What a product of bytes would take by its parts alone, each as fast as it is by itself with everything in the first cache.</summary>
    private static string Parts(CpuKernel kernel, double time, double peak, double rate)
    {
        if (kernel is not ByteProductKernel product || peak == 0)
        {
            return "| |";
        }

        double products = product.Work / peak / 1000;
        double requantization = (double)product.Pixels * product.Groups * product.Blocks * ByteProductKernel.BlockChannels / Int8Tiles.MostChannels * rate / 1000;
        double rest = time - products - requantization;
        string most = products >= requantization && products >= rest ? "products" : requantization >= rest ? "requantization" : "the rest";
        return F($"{products:0.00} | {requantization:0.00} | {most}");
    }

    private static string F(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
