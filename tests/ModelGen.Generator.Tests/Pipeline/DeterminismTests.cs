using System;
using System.Globalization;
using System.Linq;
using System.Threading;
using ModelGen.Generator.Tests.Harness;

namespace ModelGen.Generator.Tests.Pipeline;

/// <summary>The output depends on the source alone.</summary>
public sealed class DeterminismTests
{
    private static TestProject Project => Models.ResidualProject
        .With("Digits.cs", Models.CalibratedDigits.Files["Model.cs"])
        .WithCalibration("net.calibration.json", Models.CalibratedDigits.Calibrations["net.calibration.json"])
        .With("Constants.cs", """
            using ModelGen;
            using static ModelGen.Ops;

            namespace Samples;

            /// <summary>Constants with fractions, and an i to upper-case.</summary>
            [Model]
            public sealed partial class indigo
            {
                private readonly BatchNorm norm = new(1.5e-3f);

                /// <summary>Scaled.</summary>
                public Tensor Forward([Input(4, 4, 2)] Tensor image) => Clip(norm.Forward(image) * 0.1f - 1234567.5f, -0.25f, 1e-7f);
            }
            """);

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public void The_culture_does_not_matter(string culture)
    {
        string expected = Text(Project);
        CultureInfo before = CultureInfo.CurrentCulture, beforeUi = CultureInfo.CurrentUICulture;
        try
        {
            // The switch for invariant globalisation is on in this repository, so the differences are made by hand.
            var hostile = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            hostile.NumberFormat.NumberDecimalSeparator = culture == "ar-SA" ? "\u066B" : ",";
            hostile.NumberFormat.NegativeSign = culture == "ar-SA" ? "\u061C-" : "\u2212";
            hostile.NumberFormat.NumberGroupSeparator = ".";
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = hostile;
            Assert.Equal("-0,5".Replace("-", hostile.NumberFormat.NegativeSign, StringComparison.Ordinal).Replace(",", hostile.NumberFormat.NumberDecimalSeparator, StringComparison.Ordinal), (-0.5f).ToString());
            Assert.Equal(expected, Text(Project with { Name = "Culture." + culture.Replace('-', '.') }));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUi);
        }
    }

    [Fact]
    public void The_folder_does_not_matter()
    {
        string text = Text(Project with { Folder = "C:\\Users\\somebody\\user\\" });
        Assert.Equal(Text(Project), text);
        Assert.DoesNotContain("somebody", text);
    }

    [Fact]
    public void Two_processes_agree_and_lines_end_alike()
    {
        string text = Text(Project);
        Assert.Equal(text, Text(Project));
        Assert.DoesNotContain("\r", text);
        Assert.EndsWith("\n", text);
    }

    [Fact]
    public void Source_with_carriage_returns_gives_the_same_output() =>
        Assert.Equal(Text(Project), Text(Project with { Files = Project.Files.SetItems(Project.Files.Select(f => new System.Collections.Generic.KeyValuePair<string, string>(f.Key, f.Value.Replace("\n", "\r\n", StringComparison.Ordinal)))) }));

    [Fact]
    public void Cancellation_stops_the_run()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => new GeneratorSession().Run(Project, source.Token));
    }

    [Fact]
    public void Cancellation_on_the_way_stops_the_run()
    {
        string body = string.Concat(Enumerable.Range(0, 400).Select(i => $"x = Relu(conv{i}.Forward(x));\n"));
        string fields = string.Concat(Enumerable.Range(0, 400).Select(i => $"private readonly Conv2D conv{i} = new({8 + i}, kernel: 3, padding: 1);\n"));
        TestProject project = TestProject.Of($$"""
            using ModelGen;
            using static ModelGen.Ops;
            [Model]
            public sealed partial class Long
            {
                {{fields}}
                public Tensor Forward([Input(8, 8, 3)] Tensor x)
                {
                    {{body}}
                    return x;
                }
            }
            """);
        // On a busy machine the run may be over before the thread that cancels it gets a processor.
        Assert.Contains(new[] { 50, 25, 12, 6, 3 }, delay => IsCancelled(project, delay));
    }

    private static bool IsCancelled(TestProject project, int milliseconds)
    {
        // A thread of its own: the pool's may all be busy with other tests until the run is over.
        using var source = new CancellationTokenSource();
        var canceller = new Thread(() =>
        {
            Thread.Sleep(milliseconds);
            source.Cancel();
        });
        canceller.Start();
        Exception? thrown = Record.Exception(() => new GeneratorSession().Run(project, source.Token));
        canceller.Join();
        Assert.True(thrown is null or OperationCanceledException, thrown?.ToString());
        return thrown is not null;
    }

    private static string Text(TestProject project)
    {
        var sources = GeneratorSession.RunOnce(project).ExpectClean().Sources;
        return string.Concat(sources.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => s.Key + "\n" + s.Value));
    }
}
