#if NET
using System.Runtime.CompilerServices;

// The netstandard2.0 build of this assembly carries IsExternalInit itself, and the signatures of its init accessors name it there. Where
// an assembly that was compiled against that build (the compiler, the generator) runs with this one, the name must lead somewhere.
[assembly: TypeForwardedTo(typeof(IsExternalInit))]
#endif
