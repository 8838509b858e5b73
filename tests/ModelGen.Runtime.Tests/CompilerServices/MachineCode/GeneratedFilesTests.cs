using System;
using System.IO;
using System.Linq;
using ModelGen.CompilerServices;
using ModelGen.TileAssembler;

namespace ModelGen.Runtime.Tests.CompilerServices.MachineCode;

/// <summary>What src/ModelGen.TileAssembler wrote is what it writes.</summary>
public sealed class GeneratedFilesTests
{
    [Theory]
    [InlineData("Int8/Int8VectorTile.Shapes.cs")]
    [InlineData("MachineCode/Avx512VnniCode.cs")]
    [InlineData("MachineCode/Avx512VnniCode.lst")]
    [InlineData("MachineCode/AmxInt8Code.cs")]
    [InlineData("MachineCode/AmxInt8Code.lst")]
    public void A_generated_file_is_up_to_date(string path)
    {
        string expected = GeneratedFiles.All().Single(f => f.Path == path).Content;
        string actual = File.ReadAllText(Path.Combine(Folder(), path)).ReplaceLineEndings("\n");
        Assert.True(expected == actual, $"{path} is not what dotnet run --project src/ModelGen.TileAssembler -- src/ModelGen.Runtime/CompilerServices writes.");
    }

    [Fact]
    public void There_are_no_other_generated_files() => Assert.Equal(5, GeneratedFiles.All().Count());

    [Fact]
    public void The_shapes_are_those_of_the_tile()
    {
        var shapes = TileShapes.All().ToList();
        Assert.Equal(Avx512VnniTiles.MostPixels, TileShapes.MostPixels);
        Assert.Equal(Int8TileArguments.MostBlocks, TileShapes.MostBlocks);
        Assert.Equal(Enumerable.Range(1, TileShapes.MostBlocks).Select(Avx512VnniTiles.Pixels), Enumerable.Range(1, TileShapes.MostBlocks).Select(b => shapes.Count(s => s.Blocks == b)));
    }

    private static string Folder()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "ModelGen.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return Path.Combine(folder ?? throw new InvalidOperationException("The tests do not run inside of the repository."), "src/ModelGen.Runtime/CompilerServices");
    }
}
