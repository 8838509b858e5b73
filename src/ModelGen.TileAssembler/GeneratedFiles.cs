using System.Collections.Generic;
using System.Linq;

namespace ModelGen.TileAssembler;

/// <summary>Every file that this tool writes.</summary>
internal static class GeneratedFiles
{
    /// <summary>The files, generated anew; the same whenever and wherever.</summary>
    public static IEnumerable<GeneratedFile> All()
    {
        yield return new GeneratedFile("Int8/Int8VectorTile.Shapes.cs", VectorTileWriter.Write());
        foreach (GeneratedFile file in VnniCodeWriter.Write().Concat(AmxCodeWriter.Write()))
        {
            yield return file;
        }
    }
}
