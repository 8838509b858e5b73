using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using ModelGen.Calibration;
using ModelGen.Numerics;
using ModelGen.Onnx;
using ModelGen.Tool.Loading;
using ModelGen.Tool.Reports;
using ModelGen.Tool.Samples;
using Spectre.Console;

namespace ModelGen.Tool.Commands;

/// <summary><c>modelgen calibrate</c>.</summary>
internal static class CalibrateCommand
{
    public static Command Create(ToolConsole console)
    {
        Argument<string> assembly = ModelArguments.Assembly(), model = ModelArguments.Class();
        Option<string?> weights = ModelArguments.Weights();
        Option<ulong?> randomWeights = ModelArguments.RandomWeights();
        Option<string?> samples = new("--samples", "-s")
        {
            HelpName = "PATH",
            Description = "Typical inputs: a .safetensors file with a tensor for each input, a .npy file, or a folder of .npy files.",
        };
        Option<int?> randomSamples = new("--random-samples") { HelpName = "N", Description = "Random inputs for lack of data; the ranges are then not those of real use." };
        Option<string?> fromQdq = new("--from-qdq")
        {
            HelpName = "FILE.onnx",
            Description = "Instead of running the model: read the calibration from a QDQ model that was exported of it.",
        };
        Option<int?> limit = new("--limit") { HelpName = "N", Description = "Use the first N samples only." };
        Option<string> method = new("--method", "-m")
        {
            HelpName = "NAME[:VALUE]",
            Description = $"How ranges are found: {MethodNames.Known}.",
            DefaultValueFactory = _ => "min-max",
        };
        Option<string> element = new("--element") { Description = "The element type of quantized activations.", DefaultValueFactory = _ => "u8" };
        element.AcceptOnlyFromAmong("u8", "i8");
        Option<string> rounding = new("--rounding") { Description = "The rounding rule of the quantized model.", DefaultValueFactory = _ => "onnx" };
        rounding.AcceptOnlyFromAmong("onnx", "tflite");
        Option<bool> equalize = new("--equalize") { Description = "Scale channels between layers so that they have similar ranges." };
        Option<bool> correctBias = new("--correct-bias") { Description = "Correct biases for the shift that rounding the weights brings." };
        Option<bool> report = new("--report") { Description = "Show the noise that int8 brings to each layer, layer by layer, and record it in the file." };
        Option<string?> output = new("--output", "-o") { HelpName = "FILE", Description = "The file to write. Without it: CLASS.calibration.json in the current folder." };
        var command = new Command("calibrate", "Runs a model over samples and writes the ranges of its activations, from which int8 gets its scales.")
        {
            assembly, model, weights, randomWeights, samples, randomSamples, fromQdq, limit, method, element, rounding, equalize, correctBias, report, output,
        };
        command.SetAction(result =>
        {
            var options = new CalibrationOptions
            {
                Method = MethodNames.Parse(result.GetRequiredValue(method)),
                Element = result.GetValue(element) == "i8" ? ElementType.Int8 : ElementType.UInt8,
                Rounding = result.GetValue(rounding) == "tflite" ? RoundingRule.TfLite : RoundingRule.Onnx,
                Equalize = result.GetValue(equalize),
                CorrectBias = result.GetValue(correctBias),
            };
            ModelClass loaded = ModelAssembly.Load(result.GetRequiredValue(assembly)).Find(result.GetRequiredValue(model));
            if (result.GetValue(fromQdq) is { } file)
            {
                return result.GetValue(samples) is null && result.GetValue(randomSamples) is null
                    ? Read(console, loaded, file, result.GetValue(output))
                    : throw new ToolException("Give --from-qdq FILE.onnx, or samples to run, and not both.");
            }

            ModelWeights loadedWeights = loaded.GetWeights(ModelArguments.Choose(result, weights, randomWeights));
            return Run(console, loaded, loadedWeights, Choose(console, loaded.Info, result.GetValue(samples), result.GetValue(randomSamples), result.GetValue(limit)), options, result.GetValue(report), result.GetValue(output));
        });
        return command;
    }

    /// <summary>Writes the calibration of a QDQ file.</summary>
    private static int Read(ToolConsole console, ModelClass model, string file, string? output)
    {
        if (!File.Exists(file))
        {
            throw new ToolException($"There is no file '{file}'.");
        }

        CalibrationProfile profile = OnnxCalibrationReader.Read(model.Info, OnnxModel.Read(file));
        string path = output ?? model.Name + ".calibration.json";
        File.WriteAllText(path, profile.Print());
        console.Text.WriteLine($"{path}: {Quantities.Count(profile.Tensors.Count)} tensors, from {Path.GetFileName(file)}");
        return 0;
    }

    private static IReadOnlyList<IReadOnlyList<Tensor>> Choose(ToolConsole console, ModelInfo info, string? path, int? random, int? limit)
    {
        if ((path is null) == (random is null))
        {
            throw new ToolException("Give --samples PATH, or --random-samples N for lack of data, and not both.");
        }

        if (random is < 1 || limit is < 1)
        {
            throw new ToolException($"--{(random is < 1 ? "random-samples" : "limit")} takes a number of at least 1.");
        }

        if (path is not null)
        {
            IReadOnlyList<IReadOnlyList<Tensor>> samples = SampleFiles.Load(path, info);
            return [.. samples.Take(limit ?? samples.Count)];
        }

        console.Warning.WriteLine("modelgen: warning: the samples are random, so the ranges are not those of real inputs; use the profile for measurements of speed only.");
        return [.. Enumerable.Range(1, Math.Min(random!.Value, limit ?? int.MaxValue)).Select(seed => RandomInputs.DrawTensors(info.Graph, seed))];
    }

    private static int Run(
        ToolConsole console, ModelClass model, ModelWeights weights, IReadOnlyList<IReadOnlyList<Tensor>> samples, CalibrationOptions options, bool report, string? output)
    {
        ModelInfo info = model.Info;
        CalibrationProfile profile = WithProgress(console, "calibrating", samples.Count * (options.Equalize ? 2 : 1), progress => Calibrator.Run(info, weights, samples, options, progress));
        if (report)
        {
            IReadOnlyList<LayerNoise> noise = WithProgress(console, "measuring noise", samples.Count, progress => QuantizationNoise.Measure(info, weights, profile, samples, progress));
            NoiseReport.Write(console, noise);
            profile = NoiseReport.Record(profile, noise);
        }

        string path = output ?? model.Name + ".calibration.json";
        File.WriteAllText(path, profile.Print());
        console.Text.WriteLine(
            $"{path}: {Quantities.Count(profile.Tensors.Count)} tensors, from {Quantities.Count(samples.Count)} run{(samples.Count == 1 ? "" : "s")} by {profile.Method}");
        return 0;
    }

    private static T WithProgress<T>(ToolConsole console, string what, int runs, Func<IProgress<int>?, T> work)
    {
        if (!console.Error.Profile.Capabilities.Interactive)
        {
            return work(null);
        }

        T result = default!;
        console.Error.Progress().AutoClear(true).Start(progress => result = work(new TaskProgress(progress.AddTask(what, maxValue: runs))));
        return result;
    }

    /// <summary>Reports on the calling thread, in order.</summary>
    private sealed class TaskProgress(ProgressTask task) : IProgress<int>
    {
        public void Report(int value) => task.Value = value;
    }
}
