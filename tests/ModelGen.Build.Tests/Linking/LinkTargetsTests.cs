using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;
using System.Security.Cryptography;
using ModelGen.Build.Linking;
using ModelGen.CompilerServices;
using ModelGen.Linking;
using ModelGen.Tests;

namespace ModelGen.Build.Tests.Linking;

/// <summary>The link step in projects of their own, built by <c>dotnet build</c>, whose classes carry plans as generated ones do.</summary>
public sealed class LinkTargetsTests : IDisposable
{
    private const string Weights = "net.safetensors";

    private static readonly float[] Values = [.. Enumerable.Range(1, 21).Select(i => i / 3f)];

    private readonly TargetsProject project = new();

    public LinkTargetsTests()
    {
        project.Write(Weights, TargetsProject.Weights(Values));
        WriteProject();
    }

    public void Dispose() => project.Dispose();

    [Fact]
    public void Constants_have_the_bytes_that_linking_at_load_gives_and_are_read_where_they_lie()
    {
        string other = Plans.Text("Other", Values.Length);
        string text = WritePlan("Net");
        project.Write("Other.cs", Plans.Source("Other", Weights, other));
        project.Write("Unlinked.cs", Plans.Source("Unlinked", "another.safetensors", other));
        project.Build(0);
        foreach (int lanes in new[] { 4, 8, 16 })
        {
            Plans.AssertEqual(Plans.Link(text, lanes, Values), Find(text, lanes)!);
            Plans.AssertEqual(Plans.Link(other, lanes, Values), Find(other, lanes)!);
        }

        Assert.Null(LinkedResource.Find(Load(), LinkPlanText.Hash("another.safetensors", other), 8));
        using var image = new PEReader(File.OpenRead(Output));
        MetadataReader metadata = image.GetMetadataReader();
        ManifestResource resource = metadata.ManifestResources.Select(metadata.GetManifestResource).Single(r => metadata.StringComparer.Equals(r.Name, LinkedResource.Name));
        Assert.Equal(0, (image.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress + resource.Offset + sizeof(int)) % AlignedBuffer.Alignment);
    }

    [Fact]
    public void Nothing_is_done_when_nothing_changed_and_every_change_links_anew()
    {
        string text = WritePlan("Net");
        project.Build(0);
        DateTime built = File.GetLastWriteTimeUtc(Output);
        byte[] bytes = File.ReadAllBytes(Output);
        project.Build(0);
        Assert.Equal(built, File.GetLastWriteTimeUtc(Output));

        float[] changed = [.. Values.Select(v => -v)];
        project.Write(Weights, TargetsProject.Weights(changed));
        File.SetLastWriteTimeUtc(project[Weights], DateTime.UtcNow.AddSeconds(2));
        project.Build(0);
        Plans.AssertEqual(Plans.Link(text, 8, changed), Find(text, 8)!);

        string renamed = WritePlan("Renamed");
        File.SetLastWriteTimeUtc(project["Net.cs"], DateTime.UtcNow.AddSeconds(4));
        project.Build(0);
        Assert.Null(Find(text, 8));
        Plans.AssertEqual(Plans.Link(renamed, 8, changed), Find(renamed, 8)!);

        WriteProject($"""<ModelWeights Update="{Weights}" LinkWidths="256" />""");
        project.Build(0);
        Assert.Null(Find(renamed, 4));
        Plans.AssertEqual(Plans.Link(renamed, 8, changed), Find(renamed, 8)!);

        WriteProject($"""<ModelWeights Update="{Weights}" Link="AtLoad" />""");
        project.Build(0);
        Assert.Null(Find(renamed, 8));
        Assert.Empty(Directory.GetFiles(project["obj"], "link.*", SearchOption.AllDirectories));

        // The same input gives the same bytes.
        project.Write(Weights, TargetsProject.Weights(Values));
        File.SetLastWriteTimeUtc(project[Weights], DateTime.UtcNow.AddSeconds(6));
        WriteProject();
        WritePlan("Net");
        project.Build(0, "-t:Rebuild");
        Assert.Equal(bytes, File.ReadAllBytes(Output));
    }

    [Fact]
    public void Large_files_are_linked_when_the_project_asks_for_it()
    {
        string text = WritePlan("Net");
        WriteProject(properties: "<ModelGenLinkLimit>100</ModelGenLinkLimit>");
        project.Build(0);
        Assert.Null(Find(text, 8));
        WriteProject($"""<ModelWeights Update="{Weights}" Link="AheadOfTime" />""", "<ModelGenLinkLimit>100</ModelGenLinkLimit><ModelGenLinkWidths>512</ModelGenLinkWidths>");
        project.Build(0);
        Assert.Null(Find(text, 8));
        Assert.NotNull(Find(text, 16));
    }

    [Theory]
    [InlineData("""LinkWidths="256;1024" """, "LinkWidths of", "1024")]
    [InlineData("""Link="Always" """, "Link=\"Always\"", "AheadOfTime or AtLoad")]
    public void Wrong_settings_are_errors(string metadata, params string[] message)
    {
        WritePlan("Net");
        WriteProject($"""<ModelWeights Update="{Weights}" {metadata}/>""");
        string output = project.Build(1);
        Assert.Contains("Small.dll : error MG9003: The models cannot be linked ahead of time: ", output, StringComparison.Ordinal);
        Assert.All(message, m => Assert.Contains(m, output, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    /// <summary>A program with a stub, an icon's kind of resources, static data, symbols: everything that lies behind the resources.</summary>
    [Theory]
    [InlineData("AnyCPU", "portable")]
    [InlineData("AnyCPU", "embedded")]
    [InlineData("x64", "portable")]
    [InlineData("x86", "none")]
    public void The_assembly_stays_sound(string platform, string symbols)
    {
        string text = WritePlan("Net");
        project.Write(
            "Program.cs",
            """
            using System;
            public static class Program
            {
                private static ReadOnlySpan<int> Data => [3, 1, 4, 1, 5, 9, 2, 6];
                public static int Sum() { int sum = 0; foreach (int value in Data) { sum += value; } return sum; }
                public static int Main() => Sum() == 31 ? 42 : 1;
                public static void Fail() => throw new InvalidOperationException();
            }
            """);
        WriteProject(properties: $"<OutputType>Exe</OutputType><UseAppHost>false</UseAppHost><PlatformTarget>{platform}</PlatformTarget><DebugType>{symbols}</DebugType><AssemblyTitle>A title</AssemblyTitle>");
        project.Build(0);
        using (var image = new PEReader(File.OpenRead(Output)))
        {
            Assert.All(image.ReadDebugDirectory(), e => Assert.Equal(e.DataSize == 0, e.DataPointer == 0));
            if (symbols == "embedded")
            {
                DebugDirectoryEntry entry = image.ReadDebugDirectory().Single(e => e.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
                Assert.NotEmpty(image.ReadEmbeddedPortablePdbDebugDirectoryData(entry).GetMetadataReader().MethodDebugInformation);
            }
        }

        Assert.Equal("A title", FileVersionInfo.GetVersionInfo(Output).FileDescription);
        if (platform == "x86")
        {
            return;
        }

        Assert.NotNull(Find(text, 8));
        Assert.Equal(31, Load().GetType("Program")!.GetMethod("Sum")!.Invoke(null, null));
        Assert.Equal(42, DotNet.Run(project.Folder, Output).ExitCode);
        if (symbols != "none")
        {
            var fail = Assert.Throws<TargetInvocationException>(() => Load().GetType("Program")!.GetMethod("Fail")!.Invoke(null, null)).InnerException!;
            Assert.Equal(7, new StackTrace(fail, fNeedFileInfo: true).GetFrame(0)!.GetFileLineNumber());
        }
    }

    [Fact]
    public void A_signed_assembly_is_signed_again()
    {
        using var rsa = new RSACryptoServiceProvider(2048);
        byte[] key = rsa.ExportCspBlob(includePrivateParameters: true);
        project.Write("key.snk", key);
        const string Signing = "<SignAssembly>true</SignAssembly><AssemblyOriginatorKeyFile>key.snk</AssemblyOriginatorKeyFile>";

        // What the compiler signed is the oracle: signing it again changes nothing.
        string text = WritePlan("Net");
        WriteProject($"""<ModelWeights Update="{Weights}" Link="AtLoad" />""", Signing);
        project.Build(0);
        byte[] compiled = File.ReadAllBytes(Output), again = [.. compiled];
        Assert.True(StrongName.IsSigned(compiled));
        StrongName.Sign(again, key);
        Assert.Equal(compiled, again);

        WriteProject(properties: Signing);
        project.Build(0);
        Assert.NotNull(Find(text, 8));
        byte[] linked = File.ReadAllBytes(Output), signed = [.. linked];
        StrongName.Sign(signed, key);
        Assert.Equal(linked, signed);
    }

    private string Output => project["bin/Debug/net10.0/Small.dll"];

    private string WritePlan(string name)
    {
        string text = Plans.Text(name, Values.Length);
        project.Write("Net.cs", Plans.Source(name, Weights, text));
        return text;
    }

    private void WriteProject(string items = "", string properties = "") => project.WriteProject(
        $"""<ItemGroup><Reference Include="{AppContext.BaseDirectory}ModelGen.Runtime.dll" />{items}</ItemGroup>""", properties);

    private ModelConstants? Find(string text, int lanes) => LinkedResource.Find(Load(), LinkPlanText.Hash(Weights, text), lanes);

    /// <summary>From a copy, which the loader maps as it would the file, while the next build can replace the file.</summary>
    private Assembly Load()
    {
        string copy = project[$"loaded/{Guid.NewGuid():N}.dll"];
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.Copy(Output, copy);
        if (File.Exists(Path.ChangeExtension(Output, ".pdb")))
        {
            File.Copy(Path.ChangeExtension(Output, ".pdb"), Path.Combine(Path.GetDirectoryName(copy)!, "Small.pdb"), overwrite: true);
        }

        return new AssemblyLoadContext(null, isCollectible: true).LoadFromAssemblyPath(copy);
    }
}
