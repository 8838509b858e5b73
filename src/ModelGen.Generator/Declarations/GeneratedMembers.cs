using System.Collections.Generic;

namespace ModelGen.Generator.Declarations;

/// <summary>The names of the members that generated code adds to a [Model] class, which the class cannot use itself.</summary>
internal static class GeneratedMembers
{
    /// <summary>The public ones, in ordinal order.</summary>
    public static IReadOnlyList<string> Public { get; } = ["Create", "CreateContext", "Info", "Run"];

    /// <summary>The private ones, in ordinal order.</summary>
    public static IReadOnlyList<string> Private { get; } =
        ["AllocateContext", "DescribeModel", "DescribeParameters", "FindLinkedModel", "LinkModel", "ModelCalibration", "ModelGraph", "ModelPlaces", "RunModel", "modelContext", "modelInfo", "modelParameters", "modelProgram"];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Public, .. Private];
}
