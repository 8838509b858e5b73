using System;
using System.Buffers.Binary;
using System.IO;
using System.Text;

namespace ModelGen.Runtime.Tests.Weights;

/// <summary>Each malformed header gives an error that says what is wrong, from memory and from a mapped file alike.</summary>
public sealed class HostileHeaderTests
{
    public static TheoryData<string, byte[], string> Malformed()
    {
        byte[] valid = SafetensorsBytes.Valid();
        var cases = new TheoryData<string, byte[], string>
        {
            { "empty file", [], "it has 0 bytes" },
            { "fewer bytes than the length takes", [1, 0, 0], "it has 3 bytes" },
            { "header longer than the file", Prefix(200, "{}"), "give a header of 200 bytes, but only 2 follow" },
            { "absurd header length", Prefix(long.MaxValue, "{}"), "9223372036854775807 bytes, more than" },
            { "negative header length", Prefix(-1, "{}"), "18446744073709551615 bytes, more than" },
            { "header length just above the limit", Prefix(100_000_001, "{}"), "100000001 bytes, more than the 100000000" },
            { "no header", Prefix(0, ""), "not valid JSON" },
            { "not UTF-8", SafetensorsBytes.File([(byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}']), "not valid UTF-8" },
            { "unpaired surrogate in a name", Entry("""{"\uD800":{}}"""), "no valid text" },
            { "invalid JSON", Entry("""{"a":"""), "not valid JSON" },
            { "two JSON values", Entry("{} {}"), "not valid JSON" },
            { "a comment", Entry("{/* */}"), "not valid JSON" },
            { "a trailing comma", Entry("""{"__metadata__":{},}"""), "not valid JSON" },
            { "deep nesting", Entry("""{"a":""" + new string('[', 100_000)), "tensor 'a' is an array instead of an object" },
            { "an array at the top", Entry("[]"), "the header is an array instead of an object" },
            { "a tensor that is null", Entry("""{"a":null}"""), "tensor 'a' is null instead of an object" },
            { "metadata that is no object", Entry("""{"__metadata__":1}"""), "'__metadata__' is a number instead of an object" },
            { "metadata that is no string", Entry("""{"__metadata__":{"x":true}}"""), "'__metadata__' entry 'x' is a truth value instead of a string" },
            { "metadata twice", Entry("""{"__metadata__":{},"__metadata__":{}}"""), "'__metadata__' twice" },
            { "a metadata key twice", Entry("""{"__metadata__":{"x":"1","x":"2"}}"""), "'__metadata__' has 'x' twice" },
            { "a tensor twice", Entry(Tensor("a", "F32", "[1]", 0, 4) + "," + Tensor("a", "F32", "[1]", 4, 8), braces: true, 8), "tensor 'a' twice" },
            { "a tensor twice, once escaped", Entry(Tensor("a", "F32", "[1]", 0, 4) + "," + Tensor("\\u0061", "F32", "[1]", 4, 8), braces: true, 8), "tensor 'a' twice" },
            { "dtype twice", Entry("""{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", data: 4), "'a' has 'dtype' twice" },
            { "shape twice", Entry("""{"a":{"dtype":"F32","shape":[1],"shape":[1],"data_offsets":[0,4]}}""", data: 4), "'a' has 'shape' twice" },
            { "offsets twice", Entry("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"data_offsets":[0,4]}}""", data: 4), "'a' has 'data_offsets' twice" },
            { "no dtype", Entry("""{"a":{"shape":[1],"data_offsets":[0,4]}}""", data: 4), "'a' has no 'dtype'" },
            { "no shape", Entry("""{"a":{"dtype":"F32","data_offsets":[0,4]}}""", data: 4), "'a' has no 'shape'" },
            { "no offsets", Entry("""{"a":{"dtype":"F32","shape":[1]}}""", data: 4), "'a' has no 'data_offsets'" },
            { "an unknown key", Entry("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}}""", data: 4), "'a' has the unknown key 'x'" },
            { "an unknown dtype", Entry(Tensor("a", "F33", "[1]", 0, 4), braces: true, 4), "'a' has the unknown dtype 'F33'" },
            { "a dtype in lower case", Entry(Tensor("a", "f32", "[1]", 0, 4), braces: true, 4), "unknown dtype 'f32'" },
            { "a dtype that is a number", Entry("""{"a":{"dtype":32}}"""), "'dtype' of tensor 'a' is a number instead of a string" },
            { "a negative extent", Entry(Tensor("a", "F32", "[-1]", 0, 4), braces: true, 4), "'shape' of tensor 'a' has an element that is no integer of at least 0" },
            { "a fractional extent", Entry(Tensor("a", "F32", "[1.5]", 0, 4), braces: true, 4), "'shape' of tensor 'a' has an element" },
            { "an extent beyond 64 bits", Entry(Tensor("a", "F32", "[99999999999999999999]", 0, 4), braces: true, 4), "'shape' of tensor 'a' has an element" },
            { "an extent that is a string", Entry(Tensor("a", "F32", "[\"1\"]", 0, 4), braces: true, 4), "'shape' of tensor 'a' has an element" },
            { "a shape that overflows", Entry(Tensor("a", "F32", "[4294967296,4294967296]", 0, 4), braces: true, 4), "overflows 64 bits" },
            { "a shape whose overflow wraps to the right size", Entry(Tensor("a", "F32", "[4611686018427387905]", 0, 4), braces: true, 4), "overflows 64 bits" },
            { "a shape that is no array", Entry("""{"a":{"shape":1}}"""), "'shape' of tensor 'a' is a number instead of an array" },
            { "one offset", Entry("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", data: 4), "has 1 numbers instead of 2" },
            { "three offsets", Entry("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,2,4]}}""", data: 4), "has 3 numbers instead of 2" },
            { "a negative offset", Entry(Tensor("a", "F32", "[1]", -4, 0), braces: true, 4), "'data_offsets' of tensor 'a' has an element" },
            { "descending offsets", Entry(Tensor("a", "F32", "[1]", 4, 0), braces: true, 4), "[4, 0], which are not an ascending range" },
            { "offsets beyond the data", Entry(Tensor("a", "F32", "[2]", 0, 8), braces: true, 4), "[0, 8], which are not an ascending range within the 4 bytes" },
            { "offsets beyond 64 bits together", Entry(Tensor("a", "F32", "[2]", 9223372036854775800, 9223372036854775807), braces: true, 4), "which are not an ascending range" },
            { "a size that is not that of the shape", Entry(Tensor("a", "F32", "[2]", 0, 4), braces: true, 4), "is F32[2], which takes 8 bytes, but its data offsets [0, 4] span 4" },
            { "overlapping tensors", Entry(Tensor("a", "F32", "[2]", 0, 8) + "," + Tensor("b", "F32", "[2]", 4, 12), braces: true, 12), "tensor 'b' begins at data offset 4, inside of tensor 'a'" },
            { "two tensors at one place", Entry(Tensor("a", "F32", "[1]", 0, 4) + "," + Tensor("b", "F32", "[1]", 0, 4), braces: true, 4), "inside of tensor" },
            { "a gap", Entry(Tensor("a", "F32", "[1]", 0, 4) + "," + Tensor("b", "F32", "[1]", 8, 12), braces: true, 12), "4 unused bytes between tensor 'a', which ends at data offset 4, and tensor 'b'" },
            { "a gap before the first tensor", Entry(Tensor("a", "F32", "[1]", 4, 8), braces: true, 8), "4 unused bytes between the header" },
            { "trailing bytes", [.. valid, 0], "1 bytes follow tensor 'b'" },
            { "data without tensors", Entry("{}", data: 3), "3 bytes follow the header" },
        };
        for (int length = 1; length < valid.Length; length += 5)
        {
            cases.Add($"truncated to {length} bytes", valid[..length], "cannot be read");
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Is_refused_with_its_reason(string what, byte[] file, string reason)
    {
        var fromBytes = Assert.Throws<ModelWeightsException>(() => ModelWeights.FromBytes(file));
        Assert.True(fromBytes.Message.Contains(reason, StringComparison.Ordinal), $"{what}: {fromBytes.Message}");

        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, file);
            var fromFile = Assert.Throws<ModelWeightsException>(() => ModelWeights.Load(path));
            Assert.Equal(fromBytes.Message.Replace("'bytes'", $"'{path}'", StringComparison.Ordinal), fromFile.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_missing_file_is_an_io_error() =>
        Assert.Throws<FileNotFoundException>(() => ModelWeights.Load(Path.Combine(Path.GetTempPath(), "there is no such file.safetensors")));

    private static byte[] Entry(string header, bool braces = false, int data = 0) => SafetensorsBytes.File(braces ? "{" + header + "}" : header, new byte[data]);

    private static string Tensor(string name, string dtype, string shape, long begin, long end) =>
        $$"""
        "{{name}}":{"dtype":"{{dtype}}","shape":{{shape}},"data_offsets":[{{begin}},{{end}}]}
        """;

    private static byte[] Prefix(long length, string header)
    {
        byte[] file = SafetensorsBytes.File(Encoding.UTF8.GetBytes(header));
        BinaryPrimitives.WriteInt64LittleEndian(file, length);
        return file;
    }
}
