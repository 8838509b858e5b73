using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;

namespace ModelGen.Generator.Tracing.Declaring;

/// <summary>A model is created without arguments.</summary>
internal static class ModelConstructor
{
    /// <summary>Whether generated code can create the model; if not, that is reported; a record was reported before.</summary>
    public static bool Check(TraceSession session, INamedTypeSymbol model)
    {
        if (model.IsRecord)
        {
            return false;
        }

        if (model.InstanceConstructors.Length > 1)
        {
            session.Report(Rules.SeveralConstructors, model.Locations[0], model.Name, model.InstanceConstructors.Length.ToString(CultureInfo.InvariantCulture));
            return false;
        }

        bool usable = true;
        foreach (IParameterSymbol parameter in model.InstanceConstructors.SelectMany(c => c.Parameters).Where(p => !p.HasExplicitDefaultValue))
        {
            session.Report(Rules.ConstructorParameter, parameter.Locations[0], parameter.Name, model.Name);
            usable = false;
        }

        return usable;
    }
}
