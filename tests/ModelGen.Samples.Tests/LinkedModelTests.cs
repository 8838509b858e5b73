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

    public static TheoryData<Isa, Precision> InstructionSets()
    {
        var sets = new TheoryData<Isa, Precision>();
        foreach (Isa isa in Enum.GetValues<Isa>())
        {
            sets.Add(isa, Precision.F32);
            sets.Add(isa, Precision.Int8);
        }

        return sets;
    }

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
    public void ANetworkThatTheBuildLinkedGivesTheBitsOfOneLinkedAtLoad(Isa isa, Precision precision)
    {
        var options = new ModelOptions { Isa = isa, Precision = precision };
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
        DigitClassifier net = DigitClassifier.Create(new ModelOptions { Precision = Precision.F32 });
        var scores = new float[10];
        net.Run(Image, scores);
        float[] eager = net.Forward(new Tensor(new Shape(1, 28, 28, 1), Image)).Floats;
        Assert.All(scores.Zip(eager), p => Assert.Equal(p.Second, p.First, 1e-5f));
    }
}
