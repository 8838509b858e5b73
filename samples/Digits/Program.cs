using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using Digits;

var pictures = new Argument<string[]>("pictures")
{
    Description = "PNG, JPEG, BMP or GIF files, each with one digit. Without any, the digits that come with the sample.",
    Arity = ArgumentArity.ZeroOrMore,
};
var mnist = new Option<string?>("--mnist")
{
    Description = "Measure the accuracy on the 10,000 test images of the MNIST data set in this folder.",
    HelpName = "FOLDER",
};
var command = new RootCommand("Recognises handwritten digits with a network that was compiled into this program.") { pictures, mnist };
command.SetAction(result => Run(result.GetValue(pictures) ?? [], result.GetValue(mnist)));
return command.Parse(args).Invoke();

static int Run(string[] files, string? mnistFolder)
{
    if (mnistFolder is not null)
    {
        try
        {
            Report.Accuracies(Mnist.LoadTestSet(mnistFolder));
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    if (files.Length == 0 && mnistFolder is null)
    {
        files = [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "images")).Order(StringComparer.Ordinal)];
    }

    DigitClassifier net = DigitClassifier.Create();
    bool allRead = true;
    foreach (string file in files)
    {
        allRead &= Report.Picture(net, file);
    }

    NpuReport.Pictures(net, files);
    return allRead ? 0 : 1;
}
