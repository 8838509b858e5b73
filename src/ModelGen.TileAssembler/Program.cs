using System;
using System.IO;
using ModelGen.TileAssembler;

if (args is not [var folder])
{
    Console.Error.WriteLine("Usage: dotnet run --project src/ModelGen.TileAssembler -- src/ModelGen.Runtime/CompilerServices");
    return 1;
}

foreach (GeneratedFile file in GeneratedFiles.All())
{
    string path = Path.Combine(folder, file.Path);
    File.WriteAllText(path, file.Content);
    Console.WriteLine(path);
}

return 0;
