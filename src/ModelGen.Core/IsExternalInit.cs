#if NET
namespace System.Runtime.CompilerServices;

/// <summary>
/// Marks init-only setters. .NET has its own, but the signature of a setter names the type and the assembly it is from: the compiler is
/// built against Core for .NET Standard, whose setters name the one in Core, and must find those of Core for .NET when a .NET process
/// loads that instead.
/// </summary>
internal static class IsExternalInit;
#endif
