using System;
using System.IO;
using System.Linq;
using Digits;
using ModelGen.Tests;

namespace ModelGen.Samples.Tests;

public class MnistTests
{
    [SkippableFact]
    public void TheTrainedNetworkRecognisesTheTestImagesInEitherPrecision()
    {
        Mnist mnist = Mnist.LoadTestSet(ExternalData.Require("mnist"));
        int single = Correct(mnist, Precision.F32), quantized = Correct(mnist, Precision.Int8);
        Assert.Equal(10_000, mnist.Count);
        Assert.True(single >= 9_880, $"{single} of {mnist.Count} right");
        Assert.True(quantized >= single - 20, $"{quantized} of {mnist.Count} right in 8 bits, {single} in single precision");
    }

    private static int Correct(Mnist mnist, Precision precision)
    {
        DigitClassifier net = DigitClassifier.Create(new ModelOptions { Precision = precision });
        var scores = new float[10];
        int correct = 0;
        for (int i = 0; i < mnist.Count; i++)
        {
            float[] pixels = Array.ConvertAll(mnist.Image(i).ToArray(), p => p / 255f);
            net.Run(pixels, scores);
            correct += Array.IndexOf(scores, scores.Max()) == mnist.Labels[i] ? 1 : 0;
        }

        return correct;
    }

    [Fact]
    public void AMissingFolderIsAnIOError() =>
        Assert.ThrowsAny<IOException>(() => Mnist.LoadTestSet(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"))));

    [Fact]
    public void AFileInAnotherFormatIsNamed()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllBytes(Path.Combine(folder.FullName, "t10k-images-idx3-ubyte"), new byte[100]);
            var error = Assert.Throws<InvalidDataException>(() => Mnist.LoadTestSet(folder.FullName));
            Assert.Contains("t10k-images-idx3-ubyte", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
