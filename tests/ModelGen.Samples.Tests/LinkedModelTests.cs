using System;
using System.IO;
using System.Linq;
using System.Reflection;
using Digits;

namespace ModelGen.Samples.Tests;

/// <summary>The constants that the build of the digits sample linked.</summary>
public class LinkedModelTests
{
    private static readonly Assembly Sample = typeof(DigitClassifier).Assembly;

    private static readonly float[] Image = [.. Enumerable.Range(0, 28 * 28).Select(i => i % 29 / 29f)];

    public static TheoryData<Isa> InstructionSets() => [.. Enum.GetValues<Isa>()];

    [Fact]
    public void TheBuildHasLinkedTheSample()
    {
        using Stream resource = Sample.GetManifestResourceStream("ModelGen.Linked")!;
        var magic = new byte[8];
        resource.ReadExactly(magic);
        Assert.Equal("MGLINKED"u8, magic);
    }

    [SkippableTheory]
    [MemberData(nameof(InstructionSets))]
    public void ANetworkThatTheBuildLinkedGivesTheBitsOfOneLinkedAtLoad(Isa isa)
    {
        var options = new ModelOptions { Isa = isa };
        float[] linked = new float[10], loaded = new float[10];
        try
        {
            DigitClassifier.Create(options).Run(Image, linked);
        }
        catch (PlatformNotSupportedException e)
        {
            Skip.If(true, e.Message);
        }

        DigitClassifier.Create(ModelWeights.FromResource(Sample, "ModelGen/digits.safetensors"), options).Run(Image, loaded);
        Assert.Equal(loaded, linked);
    }

    [Fact]
    public void ANetworkThatTheBuildLinkedRunsEagerly()
    {
        DigitClassifier net = DigitClassifier.Create();
        var scores = new float[10];
        net.Run(Image, scores);
        float[] eager = net.Forward(new Tensor(new Shape(1, 28, 28, 1), Image)).Floats;
        Assert.All(scores.Zip(eager), p => Assert.Equal(p.Second, p.First, 1e-5f));
    }
}
