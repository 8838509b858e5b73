using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using ModelGen.Build.Linking;
using ModelGen.CompilerServices;
using ModelGen.Linking;

namespace ModelGen.Build;

/// <summary>
/// Links the models of a compiled assembly with their embedded weights, as creating them would do at run time, and puts the constants
/// into the assembly, from where they are used as they are.
/// </summary>
public sealed class LinkModels : Task
{
    /// <summary>The assembly that the compiler has just written; it is changed in place.</summary>
    [Required]
    public string Assembly { get; set; } = "";

    /// <summary>
    /// The weights files, each with the metadata <c>Name</c> (as models name it), <c>Link</c> (<c>AheadOfTime</c>, <c>AtLoad</c>, or
    /// nothing for what the size of the file suggests) and <c>LinkWidths</c> (bits of a vector, separated by semicolons).
    /// </summary>
    [Required]
    public ITaskItem[] Weights { get; set; } = [];

    /// <summary>The largest file, in bytes, that is linked without being asked for.</summary>
    public long Limit { get; set; }

    /// <summary>The key file that the compiler signed the assembly with; empty when there is none.</summary>
    public string KeyFile { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        try
        {
            Link();
        }
        catch (ModelWeightsException e)
        {
            Fail("MG9001", e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fail("MG9002", e.Message);
        }
        catch (Exception e) when (e is FormatException or NotSupportedException or BadImageFormatException or OverflowException or CryptographicException)
        {
            Fail("MG9003", $"The models cannot be linked ahead of time: {e.Message.TrimEnd('.')}. Link=\"AtLoad\" on the ModelWeights items links them when the program runs.");
        }

        return !Log.HasLoggedErrors;
    }

    private void Link()
    {
        byte[] image = File.ReadAllBytes(Assembly);
        byte[] resource = LinkPlans(image);
        if (resource.Length == 0)
        {
            return;
        }

        bool signed = StrongName.IsSigned(image);
        if (signed && KeyFile.Length == 0)
        {
            Log.LogMessage(MessageImportance.High, "{0} is signed with a key that is in no file; its models are linked when the program runs.", Assembly);
            return;
        }

        byte[] linked = ImageEditor.ReplaceResource(image, LinkedResource.Name, resource, AlignedBuffer.Alignment);
        if (signed)
        {
            StrongName.Sign(linked, File.ReadAllBytes(KeyFile));
        }

        string temporary = Assembly + ".linked";
        File.WriteAllBytes(temporary, linked);
        File.Move(temporary, Assembly, overwrite: true);
    }

    /// <summary>The content of the resource; empty when no model of the assembly is to be linked.</summary>
    private byte[] LinkPlans(byte[] image)
    {
        using var reader = new PEReader([.. image]);
        var writer = new LinkedResourceWriter();
        foreach (IGrouping<string, EmbeddedPlan> plans in EmbeddedPlan.ReadAll(reader).GroupBy(p => p.Weights))
        {
            if (Weights.FirstOrDefault(w => w.GetMetadata("Name") == plans.Key) is not { } item || !IsLinked(item))
            {
                continue;
            }

            ModelWeights weights = ModelWeights.Load(item.GetMetadata("FullPath"));
            foreach (string text in plans.Select(p => p.Text).Distinct(StringComparer.Ordinal))
            {
                LinkPlan plan = LinkPlanText.Parse(text);
                ulong hash = LinkPlanText.Hash(plans.Key, text);
                foreach (int lanes in Widths(item))
                {
                    writer.Add(hash, lanes, Linker.Link(plan, lanes, path => weights[path]));
                }
            }
        }

        return writer.Count == 0 ? [] : writer.ToArray();
    }

    private bool IsLinked(ITaskItem item) => item.GetMetadata("Link") switch
    {
        "AheadOfTime" => true,
        "AtLoad" => false,
        "" => new FileInfo(item.GetMetadata("FullPath")).Length <= Limit,
        var other => throw new FormatException($"'{item.ItemSpec}' has Link=\"{other}\", which must be AheadOfTime or AtLoad"),
    };

    private static IEnumerable<int> Widths(ITaskItem item)
    {
        foreach (string width in item.GetMetadata("LinkWidths").Split([';', ',', ' '], StringSplitOptions.RemoveEmptyEntries).Distinct())
        {
            yield return Enum.TryParse("Vector" + width, out Isa isa) && Enum.IsDefined(isa)
                ? IsaSelection.Lanes(isa)
                : throw new FormatException($"LinkWidths of '{item.ItemSpec}' has the vector width '{width}', which must be one of {string.Join(", ", Enum.GetValues<Isa>().Where(i => i == IsaSelection.Width(i)).Select(i => (int)i))} bits");
        }
    }

    private void Fail(string code, string message) => Log.LogError(null, code, null, Assembly, 0, 0, 0, 0, "{0}", message);
}
