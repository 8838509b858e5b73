using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.CompilerServices;

namespace ModelGen.Benchmarks.Layers;

/// <summary>The times that <see cref="StepClock"/> measured, as a table, beside what the parts of each step take by themselves.</summary>
internal sealed class LayersTable
{
    private const string Columns = "kernel | MMAC | µs | GMAC/s | products, µs | requantization, µs | most time goes to |\n|---|---|---|---|---|---|---|---|---|";

    private readonly CpuProgram program;
    private readonly bool hasWinograd;
    private readonly double peak, rate;

    /// <summary>Measures the parts.</summary>
    /// <param name="program">What ran.</param>
    /// <param name="tiles">What multiplied bytes; null in single precision.</param>
    public LayersTable(CpuProgram program, Int8Tiles? tiles)
    {
        this.program = program;
        if (tiles is not null)
        {
            (hasWinograd, peak, rate) = (tiles.HasWinograd, TilePeak.Measure(tiles), RequantizationRate.Measure());
        }
    }

    /// <summary>What stands above the table.</summary>
    /// <param name="fastest">The fastest run, in microseconds.</param>
    public string Heading(double fastest) => peak > 0
        ? F($"Fastest run {fastest:0.0} µs. By themselves, products of full tiles {peak:0} GMAC/s, requantization {rate:0.0} ns for 64 channels of a pixel.")
        : F($"Fastest run {fastest:0.0} µs.");

    /// <summary>A line for each step.</summary>
    public IEnumerable<string> Steps()
    {
        yield return "| step | operation | " + Columns;
        for (int i = 0; i < program.Steps.Count; i++)
        {
            CpuStep step = program.Steps[i];
            double time = StepClock.Microseconds(i);
            string speed = HasMacs(i) ? Speed(step, time) : F($"| {time:0.00} |");
            CpuKernel kernel = Kernel(i);
            yield return $"| {step.Scope} | {step.Operation} {step.Shape} | {kernel.Name}: {kernel.Description} | {speed} | {Parts(kernel, time)} |";
        }

        yield return F($"| | all steps | | | {Enumerable.Range(0, program.Steps.Count).Sum(StepClock.Microseconds):0.0} | | | | |");
    }

    /// <summary>A line for all layers whose kernels are alike.</summary>
    public IEnumerable<string> Together()
    {
        yield return "| layers | operation | " + Columns;
        foreach (int[] alike in Enumerable.Range(0, program.Steps.Count).Where(HasMacs).GroupBy(i => (program.Steps[i].Operation, Kernel(i).Description)).Select(g => g.ToArray()))
        {
            CpuStep step = program.Steps[alike[0]];
            double time = alike.Average(StepClock.Microseconds);
            CpuKernel kernel = Kernel(alike[0]);
            yield return $"| {alike.Length} | {step.Operation} | {kernel.Name}: {kernel.Description} | {Speed(step, time)} | {Parts(kernel, time)} |";
        }
    }

    private CpuKernel Kernel(int step) => program.Kernels[program.Steps[step].Kernel];

    /// <summary>Whether the multiply-adds of the node are those of the step: what prepares the place of a result belongs to the same node.</summary>
    private bool HasMacs(int i) => program.Steps[i].Macs > 0 && (i + 1 == program.Steps.Count || program.Steps[i + 1].Node != program.Steps[i].Node);

    /// <summary>What a product of bytes would take by its parts alone, each as fast as it is by itself with everything in the first cache.</summary>
    private string Parts(CpuKernel kernel, double time)
    {
        if (kernel is not ByteProductKernel product || peak == 0)
        {
            return "| |";
        }

        double requantization = (double)product.Pixels * product.Groups * product.Blocks * ByteProductKernel.BlockChannels / Int8Tiles.MostChannels * rate / 1000;
        if (hasWinograd && product.Winograd is not null)
        {
            return F($"| {requantization:0.00} | {(requantization > time / 2 ? "requantization" : "Winograd's algorithm")}");
        }

        double products = product.Work / peak / 1000, rest = time - products - requantization;
        string most = products >= requantization && products >= rest ? "products" : requantization >= rest ? "requantization" : "the rest";
        return F($"{products:0.00} | {requantization:0.00} | {most}");
    }

    private static string Speed(CpuStep step, double time) => F($"{step.Macs / 1e6:0.00} | {time:0.00} | {step.Macs / time / 1000:0.0}");

    private static string F(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
