using System;

namespace ModelGen;

/// <summary>Marks a partial class that is a reusable part of networks: layers and further modules in fields, and a <c>Forward</c> method.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ModuleAttribute : Attribute;
