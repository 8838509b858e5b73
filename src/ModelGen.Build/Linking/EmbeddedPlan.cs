using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using ModelGen.CompilerServices;

namespace ModelGen.Build.Linking;

/// <summary>A link plan that the generator wrote into an assembly.</summary>
/// <param name="Weights">The weights file that it is linked with, relative to the project, with forward slashes.</param>
/// <param name="Text">The text of the plan.</param>
internal sealed record EmbeddedPlan(string Weights, string Text)
{
    private const ILOpCode LoadString = ILOpCode.Ldstr;

    /// <summary>The plans of an assembly, in the order of its metadata: what the methods with <see cref="LinkPlanAttribute"/> return.</summary>
    /// <exception cref="BadImageFormatException">Such a method does something else than to return a text.</exception>
    public static IReadOnlyList<EmbeddedPlan> ReadAll(PEReader image)
    {
        MetadataReader metadata = image.GetMetadataReader();
        var plans = new List<EmbeddedPlan>();
        foreach (CustomAttributeHandle handle in metadata.CustomAttributes)
        {
            CustomAttribute attribute = metadata.GetCustomAttribute(handle);
            if (attribute.Parent.Kind == HandleKind.MethodDefinition && IsLinkPlan(metadata, attribute))
            {
                MethodDefinition method = metadata.GetMethodDefinition((MethodDefinitionHandle)attribute.Parent);
                plans.Add(new EmbeddedPlan(Argument(metadata, attribute), ReturnedText(image, metadata, method)));
            }
        }

        return plans;
    }

    private static bool IsLinkPlan(MetadataReader metadata, CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference)
        {
            return false;
        }

        EntityHandle parent = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
        if (parent.Kind != HandleKind.TypeReference)
        {
            return false;
        }

        TypeReference type = metadata.GetTypeReference((TypeReferenceHandle)parent);
        return metadata.StringComparer.Equals(type.Name, nameof(LinkPlanAttribute)) && metadata.StringComparer.Equals(type.Namespace, typeof(LinkPlanAttribute).Namespace!);
    }

    /// <summary>The one argument, which follows the two bytes of the prolog.</summary>
    private static string Argument(MetadataReader metadata, CustomAttribute attribute)
    {
        BlobReader value = metadata.GetBlobReader(attribute.Value);
        value.ReadUInt16();
        return value.ReadSerializedString() ?? throw new BadImageFormatException("A link plan names no weights.");
    }

    private static string ReturnedText(PEReader image, MetadataReader metadata, MethodDefinition method)
    {
        ImmutableArray<byte> code = image.GetMethodBody(method.RelativeVirtualAddress).GetILContent();
        int start = 0;
        while (start < code.Length && code[start] == (byte)ILOpCode.Nop)
        {
            start++;
        }

        return start + sizeof(int) < code.Length && code[start] == (byte)LoadString
            ? metadata.GetUserString((UserStringHandle)System.Reflection.Metadata.Ecma335.MetadataTokens.Handle(BitConverter.ToInt32(code.AsSpan(start + 1, sizeof(int)))))
            : throw new BadImageFormatException($"The method {metadata.GetString(method.Name)}, which is marked as a link plan, does not return a text.");
    }
}
