#if NET
using System.Runtime.CompilerServices;

// As in ModelGen.Core: the generator is compiled against the netstandard2.0 build, whose init accessors name this assembly's IsExternalInit.
[assembly: TypeForwardedTo(typeof(IsExternalInit))]
#endif
