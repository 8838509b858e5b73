using System;

namespace ModelGen.Tool;

/// <summary>Something that the user can put right; the message says what.</summary>
internal sealed class ToolException(string message) : Exception(message);
