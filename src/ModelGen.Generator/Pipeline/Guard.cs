using System;
using System.Globalization;
using System.Linq;

namespace ModelGen.Generator.Pipeline;

/// <summary>Faults of the generator itself, as messages show them.</summary>
internal static class Guard
{
    /// <summary>
    /// One line that says which exception it was and where it came from. Names the method, not the file: messages must not depend on
    /// the folder that ModelGen was built in.
    /// </summary>
    public static string Describe(Exception exception)
    {
        string message = exception.Message.Split('\n')[0].TrimEnd('\r', '.');
        System.Reflection.MethodBase? method = new System.Diagnostics.StackTrace(exception).GetFrames()?.Select(f => f.GetMethod()).FirstOrDefault(m => m is not null);
        string place = method is null ? "" : string.Format(CultureInfo.InvariantCulture, " in {0}.{1}", method.DeclaringType?.Name, method.Name);
        return exception.GetType().Name + place + ": " + message;
    }
}
