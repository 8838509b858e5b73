using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using ModelGen;
using Spectre.Console;
using Zoo;

const int Seed = 1;
const int Runs = 5;

// Spectre.Console takes the width of a terminal, and 80 characters where there is none: too few for this table.
const int RedirectedWidth = 120;
if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Width = RedirectedWidth;
}

var table = new Table().Border(TableBorder.Rounded).Title("ModelGen Zoo: seeded random weights, one thread");
table.AddColumn("model");
foreach (string heading in new[] { "layers", "parameters", "MACs", "arena", "median ms", "GMAC/s" })
{
    table.AddColumn(new TableColumn(heading).RightAligned());
}

string? only = args.FirstOrDefault();
IAnsiConsole errors = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
errors.Progress().AutoClear(true).Start(progress =>
{
    Add<ResNet8>(progress);
    Add<DsCnn>(progress);
    Add<Autoencoder>(progress);
    Add<MobileNetV1>(progress);
    Add<TinyDetector>(progress);
    Add<MobileNetV2>(progress);
    Add<ResNet18>(progress);
    Add<ResNet50>(progress);
});

if (table.Rows.Count == 0)
{
    Console.Error.WriteLine($"No model of the zoo is named '{only}'. Run without an argument to list them all.");
    return 1;
}

AnsiConsole.Write(table);
return 0;

void Add<TModel>(ProgressContext progress)
    where TModel : IModel<TModel>
{
    ModelInfo info = TModel.Info;
    if (only is not null && !string.Equals(info.Name, only, StringComparison.OrdinalIgnoreCase))
    {
        return;
    }

    ProgressTask task = progress.AddTask(info.Name, maxValue: Runs + 2);
    TModel net = TModel.Create(ModelWeights.Random(info, Seed));
    task.Increment(1);

    float[][] inputs = [.. info.Inputs.Select((input, i) => RandomValues(input.Type.Shape.ElementCount, Seed + i))];
    float[][] outputs = [.. info.Outputs.Select(output => new float[output.Type.Shape.ElementCount])];
    net.Run(inputs, outputs);
    task.Increment(1);

    var times = new double[Runs];
    for (int run = 0; run < Runs; run++)
    {
        long start = Stopwatch.GetTimestamp();
        net.Run(inputs, outputs);
        times[run] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        task.Increment(1);
    }

    Array.Sort(times);
    double median = times[Runs / 2];
    table.AddRow(
        info.Name,
        info.Layers.Count.ToString(CultureInfo.InvariantCulture),
        info.ParameterCount.ToString("N0", CultureInfo.InvariantCulture),
        info.Macs.ToString("N0", CultureInfo.InvariantCulture),
        (info.ArenaBytes / 1024).ToString("N0", CultureInfo.InvariantCulture) + " KiB",
        median.ToString("F3", CultureInfo.InvariantCulture),
        (info.Macs / median / 1e6).ToString("F1", CultureInfo.InvariantCulture));
}

static float[] RandomValues(int count, int seed)
{
    var random = new Random(seed);
    var values = new float[count];
    for (int i = 0; i < count; i++)
    {
        values[i] = (random.NextSingle() * 2) - 1;
    }

    return values;
}
