using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;

namespace ModelGen.Tool.Loading;

/// <summary>A built assembly and the model classes in it.</summary>
internal sealed class ModelAssembly
{
    private readonly string path;

    private ModelAssembly(string path, IReadOnlyList<ModelClass> classes)
    {
        this.path = path;
        Classes = classes;
    }

    /// <summary>The model classes, by name.</summary>
    public IReadOnlyList<ModelClass> Classes { get; }

    /// <summary>Loads an assembly.</summary>
    /// <exception cref="ToolException">There is no such file, it is no assembly, or it has no models.</exception>
    public static ModelAssembly Load(string path)
    {
        string full = Path.GetFullPath(path);
        if (!File.Exists(full))
        {
            throw new ToolException(Directory.Exists(full)
                ? $"'{path}' is a folder. Give the .dll that was built from the project, as in bin/Release/net10.0/App.dll."
                : $"There is no file '{path}'. Build the project, and give the .dll that it made, as in bin/Release/net10.0/App.dll.");
        }

        if (Path.GetExtension(full) is ".csproj" or ".cs" or ".sln")
        {
            throw new ToolException($"'{path}' is source, not an assembly. Build it, and give the .dll that it made, as in bin/Release/net10.0/App.dll.");
        }

        try
        {
            Assembly assembly = new ModelLoadContext(full).LoadFromAssemblyPath(full);
            ModelClass[] classes = [.. assembly.GetTypes().Where(ModelClass.IsModel).Select(t => new ModelClass(t)).OrderBy(c => c.FullName, StringComparer.Ordinal)];
            return classes.Length > 0
                ? new ModelAssembly(path, classes)
                : throw new ToolException($"'{path}' has no model: no class that is marked [Model] and was compiled with ModelGen's generator.");
        }
        catch (BadImageFormatException)
        {
            throw new ToolException($"'{path}' is not a .NET assembly. Give the .dll that was built from the project, not the executable beside it.");
        }
        catch (ReflectionTypeLoadException e)
        {
            throw new ToolException(
                $"'{path}' cannot be loaded: {e.LoaderExceptions.FirstOrDefault(x => x is not null)?.Message.TrimEnd('.') ?? e.Message.TrimEnd('.')}. "
                + "Give the .dll in the output folder, where the assemblies that it uses lie beside it.");
        }
        catch (FileLoadException e)
        {
            throw new ToolException($"'{path}' cannot be loaded: {e.Message}");
        }
    }

    /// <summary>The class of the given name, with or without its namespace.</summary>
    /// <exception cref="ToolException">There is none, or more than one.</exception>
    public ModelClass Find(string name)
    {
        ModelClass[] found = [.. Classes.Where(c => c.FullName == name)];
        if (found.Length == 0)
        {
            found = [.. Classes.Where(c => c.Name == name)];
        }

        if (found.Length > 1)
        {
            throw new ToolException($"'{name}' is the name of {found.Length} models in '{path}': {string.Join(", ", found.Select(c => c.FullName))}. Give the full name.");
        }

        return found.Length == 1
            ? found[0]
            : throw new ToolException($"There is no model '{name}' in '{path}'.{Suggest(name)} Its models are: {string.Join(", ", Classes.Select(c => c.Name))}.");
    }

    private string Suggest(string name)
    {
        string? other = Classes.Select(c => c.Name).FirstOrDefault(n => n.Equals(name, StringComparison.OrdinalIgnoreCase));
        return other is not null ? $" Did you mean '{other}'?" : NearMiss.Suggest(name, Classes.Select(c => c.Name));
    }
}
