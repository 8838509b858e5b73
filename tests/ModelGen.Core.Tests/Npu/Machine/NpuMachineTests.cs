using System;
using System.Globalization;
using System.Linq;
using ModelGen.Npu;
using ModelGen.Tests;

namespace ModelGen.Core.Tests.Npu.Machine;

public class NpuMachineTests
{
    private static readonly NpuMachine Small = NpuPresets.Get("ethos-u55-128");

    public static TheoryData<string> Presets { get; } = new(NpuPresets.All.Select(p => p.Machine.Name));

    [Theory]
    [MemberData(nameof(Presets))]
    public void A_preset_is_valid_and_survives_the_round_trip(string name)
    {
        NpuMachine machine = NpuPresets.Get(name);
        Assert.Empty(machine.Defects());
        NpuMachine read = NpuMachine.Parse(machine.Print());
        Assert.Equal(machine, read);
        Assert.Equal(machine.Print(), read.Print());
        Assert.Equal(machine.Hash, read.Hash);
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void What_a_preset_has_from_its_sources_are_members(string name)
    {
        NpuPreset preset = NpuPresets.Find(name)!;
        Assert.Empty(preset.Known.Except(PresetDocumentation.Values(preset.Machine).Select(v => v.Path)));
        Assert.NotEmpty(preset.Sources);
    }

    [Fact]
    public void The_presets_have_names_and_hashes_of_their_own()
    {
        Assert.Equal(15, NpuPresets.All.Count);
        Assert.Equal(15, NpuPresets.All.Select(p => p.Machine.Name).Distinct().Count());
        Assert.Equal(15, NpuPresets.All.Select(p => p.Machine.Hash).Distinct().Count());
    }

    [Theory]
    [InlineData("vta-pynq", 256)]
    [InlineData("gemmini-16x16", 256)]
    [InlineData("ethos-u55-32", 32)]
    [InlineData("ethos-u55-64", 64)]
    [InlineData("ethos-u55-128", 128)]
    [InlineData("ethos-u55-256", 256)]
    [InlineData("ethos-u65-256", 256)]
    [InlineData("ethos-u65-512", 512)]
    [InlineData("nvdla-small", 64)]
    [InlineData("nvdla-large", 2048)]
    [InlineData("edge-tpu", 4096)]
    [InlineData("tpu-v1", 65536)]
    [InlineData("warboy", 8192)]
    [InlineData("warboy-2pe", 16384)]
    [InlineData("rngd", 262144)]
    public void A_preset_has_the_published_number_of_units(string name, long macs) =>
        Assert.Equal(macs, NpuPresets.Get(name).Array.MacsPerCycle * NpuPresets.Get(name).Cores);

    [Fact]
    public void The_documentation_of_the_presets_is_current() => DocumentationFile.Check("npu-presets.md", PresetDocumentation.Write());

    [Fact]
    public void The_hash_is_the_same_everywhere_and_ignores_the_name()
    {
        Assert.Equal(Small.Hash, (Small with { Name = "another" }).Hash);
        Assert.Equal(0xaf63dc4c8601ec8cUL, StableHash.Of("a"));
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            var foreign = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (foreign.NumberFormat.NumberDecimalSeparator, foreign.NumberFormat.NegativeSign) = (",", "minus");
            ulong hash = Small.Hash;
            CultureInfo.CurrentCulture = foreign;
            Assert.Equal(hash, Small.Hash);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Every_member_changes_the_hash_and_is_read_back()
    {
        foreach (MachineMember<NpuMachine> member in NpuPresets.All.SelectMany(_ => MachineMembers.Of).Distinct())
        {
            NpuMachine machine = NpuPresets.All.Select(p => p.Machine).First(m => !double.IsNaN(member.Get(m)));
            double value = member.Get(machine);
            NpuMachine other = member.With(machine, value == member.Least ? member.Most : member.Least);
            Assert.NotEqual(machine.Hash, other.Hash);
            Assert.Equal(other.Defects().Count == 0 ? other : null, ParseOrNull(other.Print()));
        }
    }

    [Fact]
    public void A_preset_is_a_starting_point()
    {
        NpuMachine read = NpuMachine.Parse("""{ "preset": "ethos-u55-128", "scratchpad": { "banks": 2 }, "vectorLanes": 3 }""");
        Assert.Equal(Small with { Scratchpad = Small.Scratchpad with { Banks = 2 }, VectorLanes = 3 }, read);
        read = NpuMachine.Parse("""{ "array": { "columns": 8, "rows": 4, "preloadHidden": false, "kind": "systolic" }, "name": "other", "preset": "ethos-u55-128" }""");
        Assert.Equal(Small with { Name = "other", Array = new SystolicArray { Rows = 4, Columns = 8, PreloadHidden = false } }, read);
    }

    [Theory]
    [InlineData("", "Line 1, column 1: The machine is not an object; write it as { … }. The text ends here.")]
    [InlineData("{}", "Line 1, column 2: \"array.kind\" is missing; add it, or name a \"preset\" to start from.")]
    [InlineData("""{ "preset": "ethos" }""", "Line 1, column 13: \"preset\" is \"ethos\", which is unknown; known are vta-pynq, ")]
    [InlineData("{ \"preset\": \"rngd\",\n  \"cores\": 65 }", "Line 2, column 12: \"cores\" is 65, but it is 1 to 64.")]
    [InlineData("{ \"preset\": \"rngd\",\n  \"cores\": 1.5 }", "Line 2, column 12: \"cores\" is 1.5, but it is a whole number from 1 to 64.")]
    [InlineData("""{ "preset": "rngd", "scratchpad": { "banks": 3 } }""", "Line 1, column 46: \"scratchpad.banks\" is 3, which does not divide the 268435456 of \"scratchpad.bytes\".")]
    [InlineData("""{ "preset": "rngd", "scratchpad": { "interleaveBytes": 48 } }""", "Line 1, column 56: \"scratchpad.interleaveBytes\" is 48, which does not divide the 524288 bytes of a bank.")]
    [InlineData("""{ "preset": "rngd", "scratchpad": { "bank": 3 } }""", "Line 1, column 37: \"scratchpad.bank\" is unknown; known are bytes, banks, interleaveBytes, readBytesPerCycle, writeBytesPerCycle.")]
    [InlineData("""{ "preset": "rngd", "core": 3 }""", "Line 1, column 21: \"core\" is unknown; known are clockHertz, ")]
    [InlineData("""{ "preset": "rngd", "cores": 2, "cores": 3 }""", "Line 1, column 33: \"cores\" occurs twice; keep one.")]
    [InlineData("""{ "preset": "rngd", "array": { "rows": 3 } }""", "Line 1, column 40: \"array.rows\" is no member of an array of the kind \"dotProduct\".")]
    [InlineData("""{ "preset": "rngd", "array": { "kind": "systolic", "rows": 3 } }""", "Line 1, column 64: \"array.columns\" is missing; add it, or name a \"preset\" to start from.")]
    [InlineData("""{ "preset": "rngd", "array": { "kind": "analog" } }""", "Line 1, column 40: \"array.kind\" is \"analog\"; write \"dotProduct\" or \"systolic\".")]
    [InlineData("""{ "preset": "rngd", "name": "My NPU" }""", "Line 1, column 29: \"name\" is \"My NPU\", but it is 1 to 64 lower-case letters, digits, '-', '.' and '_'.")]
    [InlineData("""{ "preset": "rngd", "memories": [] }""", "Line 1, column 21: \"memories\" has 0 memories, but a machine has 1 to 8.")]
    [InlineData("""{ "preset": "rngd", "dma": { "burstBytes": 48 } }""", "Line 1, column 44: \"dma.burstBytes\" is 48, but it is a power of two.")]
    [InlineData("""{ "preset": "tpu-v1", "array": { "preloadHidden": 1 } }""", "Line 1, column 51: \"array.preloadHidden\" is neither true nor false.")]
    public void A_malformed_machine_is_refused_at_its_place(string text, string message)
    {
        string actual = Assert.ThrowsAny<FormatException>(() => NpuMachine.Parse(text)).Message;
        Assert.StartsWith(message, actual);
    }

    [Theory]
    [InlineData("\"writable\": true, \"holdsWeights\": false", "\"writable\": false, \"holdsWeights\": false", "\"memories[0].writable\" is false, but results live in this memory; make it writable or let them live elsewhere.")]
    [InlineData("\"holdsWeights\": false", "\"holdsWeights\": true", "\"holdsWeights\" is true in 2 of the \"memories\", but it is in exactly one.")]
    [InlineData("\"name\": \"flash\"", "\"name\": \"sram\"", "\"memories[1].name\" is \"sram\", but it is 1 to 64 lower-case letters, digits, '-', '.' and '_', unique among the memories.")]
    [InlineData("\"bytes\": 4194304, ", "", "\"memories[0].bytes\" is missing; add it, or name a \"preset\" to start from.")]
    [InlineData("\"bytesPerSecond\": 500000000", "\"bytesPerSecond\": 5", "\"memories[1].bytesPerSecond\" is 5, but it is 1000000 to 100000000000000.")]
    public void Memories_are_checked(string part, string replacement, string message)
    {
        string text = Small.Print();
        Assert.Contains(part, text);
        Assert.EndsWith(message, Assert.ThrowsAny<FormatException>(() => NpuMachine.Parse(text.Replace(part, replacement))).Message);
    }

    [Fact]
    public void A_machine_says_where_tensors_live()
    {
        Assert.Equal(0, Small.MemoryOf(TensorClasses.Features));
        Assert.Equal(1, Small.MemoryOf(TensorClasses.Weights));
        Assert.Throws<ArgumentException>(() => (Small with { Memories = default }).MemoryOf(TensorClasses.Features));
    }

    [Fact]
    public void Mutated_text_is_read_or_refused_with_a_place()
    {
        string original = Small.Print();
        TextMutation.Of(original, "{}[]\",:\\\n-e9").Check(
            5000,
            text =>
            {
                try
                {
                    NpuMachine read = NpuMachine.Parse(text);
                    Assert.Equal(read, NpuMachine.Parse(read.Print()));
                }
                catch (FormatException e)
                {
                    Assert.Matches(@"^Line \d+, column \d+: ", e.Message);
                }
            });
    }

    private static NpuMachine? ParseOrNull(string text)
    {
        try
        {
            return NpuMachine.Parse(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
