using System.ComponentModel;

namespace ModelGen.CompilerServices;

/// <summary>The units <paramref name="begin"/> to before <paramref name="end"/> of one step.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void UnitAction(ModelContext context, int begin, int end);
