using System.Linq;
using System.Reflection;
using System.Runtime.Loader;

namespace ModelGen.Tool.Loading;

/// <summary>Loads a user's assembly with its dependencies; ModelGen's own assemblies are the tool's, so that their types are the same.</summary>
internal sealed class ModelLoadContext(string path) : AssemblyLoadContext("model", isCollectible: false)
{
    private readonly AssemblyDependencyResolver resolver = new(path);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (IsShared(assemblyName.Name))
        {
            return Default.LoadFromAssemblyName(new AssemblyName(assemblyName.Name!));
        }

        return resolver.ResolveAssemblyToPath(assemblyName) is { } resolved ? LoadFromAssemblyPath(resolved) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } resolved ? LoadUnmanagedDllFromPath(resolved) : 0;

    private static bool IsShared(string? name) => new[] { typeof(ModelInfo).Assembly, typeof(Tensor).Assembly }.Any(a => a.GetName().Name == name);
}
