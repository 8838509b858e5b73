using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using ModelGen;
using Spectre.Console;

namespace Digits;

/// <summary>What the sample prints.</summary>
internal static class Report
{
    /// <summary>Recognises one picture and draws the probabilities as bars. False if it cannot be read.</summary>
    public static bool Picture(DigitClassifier net, string path)
    {
        float[] pixels;
        try
        {
            pixels = DigitPicture.Load(path);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(e.Message);
            return false;
        }

        Span<float> scores = stackalloc float[10];
        net.Run(pixels, scores);
        int best = 0;
        for (int digit = 1; digit < 10; digit++)
        {
            best = scores[digit] > scores[best] ? digit : best;
        }

        var chart = new BarChart().Width(60).WithMaxValue(100)
            .Label($"[bold]{Markup.Escape(Path.GetFileName(path))}: {best}[/]").LeftAlignLabel()
            .UseValueFormatter(value => value.ToString("F1", CultureInfo.InvariantCulture) + " %");
        for (int digit = 0; digit < 10; digit++)
        {
            chart.AddItem(digit.ToString(CultureInfo.InvariantCulture), Math.Round(scores[digit] * 100, 1), digit == best ? Color.Green : Color.Grey);
        }

        AnsiConsole.Write(chart);
        AnsiConsole.WriteLine();
        return true;
    }

    /// <summary>Runs the whole test set in single precision and in 8 bits: accuracy, and the time of one image.</summary>
    public static void Accuracies(Mnist mnist)
    {
        int single = Accuracy(Precision.F32, mnist), quantized = Accuracy(Precision.Int8, mnist);
        AnsiConsole.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"8 bits change the accuracy by {100.0 * (quantized - single) / mnist.Count:+0.00;-0.00;0.00} points"));
    }

    private static int Accuracy(Precision precision, Mnist mnist)
    {
        const int Chunk = 500;
        DigitClassifier net = DigitClassifier.Create(new ModelOptions { Precision = precision });
        int correct = 0;
        long ticks = 0;
        AnsiConsole.Progress().Start(progress =>
        {
            ProgressTask task = progress.AddTask($"{mnist.Count} test images, {precision}", maxValue: mnist.Count);
            var pixels = new float[DigitPicture.Size * DigitPicture.Size];
            var scores = new float[10];
            for (int i = 0; i < mnist.Count; i++)
            {
                ReadOnlySpan<byte> image = mnist.Image(i);
                for (int p = 0; p < pixels.Length; p++)
                {
                    pixels[p] = image[p] / 255f;
                }

                long start = Stopwatch.GetTimestamp();
                net.Run(pixels, scores);
                ticks += Stopwatch.GetTimestamp() - start;
                correct += Array.IndexOf(scores, scores.Max()) == mnist.Labels[i] ? 1 : 0;
                if ((i + 1) % Chunk == 0)
                {
                    task.Increment(Chunk);
                }
            }

            task.Value = mnist.Count;
        });

        double microseconds = (double)ticks / Stopwatch.Frequency * 1e6 / mnist.Count;
        AnsiConsole.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{correct} of {mnist.Count} right: {100.0 * correct / mnist.Count:F2} % ({precision}, {microseconds:F1} µs per image)"));
        return correct;
    }
}
