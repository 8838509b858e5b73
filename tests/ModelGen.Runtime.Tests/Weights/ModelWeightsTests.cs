using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CsCheck;
using ModelGen.Tests;

namespace ModelGen.Runtime.Tests.Weights;

public sealed class ModelWeightsTests
{
    private static readonly Gen<KeyValuePair<string, Tensor>> AnyTensor =
        from name in Gen.String[Gen.Char.AlphaNumeric, 1, 20].Select(s => s + ".ü\"\\")
        from shape in Gen.Int[1, 4].Array[0, 4].Select(extents => new Shape(extents))
        from values in Gen.Float[-10, 10].Array[shape.ElementCount]
        select KeyValuePair.Create(name, new Tensor(shape, values));

    [Fact]
    public void What_was_saved_is_loaded_again() =>
        AnyTensor.List[0, 6].Select(list => list.DistinctBy(p => p.Key).ToList()).Check(
            200,
            tensors =>
            {
                string path = Path.GetTempFileName();
                try
                {
                    ModelWeights.Create(tensors).Save(path);
                    AssertHolds(tensors, ModelWeights.Load(path));
                    AssertHolds(tensors, ModelWeights.FromBytes(File.ReadAllBytes(path)));
                }
                finally
                {
                    File.Delete(path);
                }
            });

    [Fact]
    public void A_mutated_file_is_read_or_refused_but_never_worse()
    {
        byte[] valid = SafetensorsBytes.Valid();
        Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Byte).Array[1, 4].Check(
            20_000,
            edits =>
            {
                byte[] file = [.. valid];
                foreach ((int index, byte value) in edits)
                {
                    file[index] = value;
                }

                ReadEverything(file);
            });
    }

    [Fact]
    public void A_header_of_random_tokens_is_read_or_refused_but_never_worse()
    {
        string[] tokens = ["{", "}", "[", "]", ":", ",", "\"a\"", "\"b\"", "\"dtype\"", "\"shape\"", "\"data_offsets\"", "\"F32\"", "\"I64\"", "0", "4", "-1", "9223372036854775807", "null", "\"__metadata__\"", " "];
        Gen.Int[0, tokens.Length - 1].Select(i => tokens[i]).Array[0, 30].Select(t => "{" + string.Concat(t)).Check(20_000, header => ReadEverything(SafetensorsBytes.File(header, new byte[4])));
    }

    [Fact]
    public void Saving_keeps_other_element_types_and_metadata_to_the_bit()
    {
        byte[] file = SafetensorsBytes.File(
            """{"n":{"dtype":"I64","shape":[],"data_offsets":[0,8]},"__metadata__":{"k":"v"},"h":{"dtype":"F16","shape":[1],"data_offsets":[12,14]},"f":{"dtype":"F32","shape":[1,1],"data_offsets":[8,12]}}""",
            [1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 128, 63, 0, 60]);
        string path = Path.GetTempFileName();
        try
        {
            ModelWeights.FromBytes(file).Save(path);
            ModelWeights saved = ModelWeights.Load(path);
            Assert.Equal("v", saved.Metadata["k"]);
            Assert.Equal(["I64[]", "F32[1, 1]", "F16[1]"], saved.Entries.Select(e => e.Type));
            Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 128, 63, 0, 60], File.ReadAllBytes(path)[^14..]);
            Assert.All(saved.Entries, e => Assert.Equal(0, e.Offset % SafetensorsElements.SizeInBytes(e.Element)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Saving_over_the_file_that_is_mapped_works()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, SafetensorsBytes.Valid());
            ModelWeights weights = ModelWeights.Load(path);
            weights.Save(path);
            Assert.Equal([1f, 2f], ModelWeights.Load(path)["a"].Floats);
            Assert.Equal([1f, 2f], weights["a"].Floats);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Saving_into_a_missing_folder_leaves_nothing_behind()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            Assert.ThrowsAny<IOException>(() => ModelWeights.FromBytes(SafetensorsBytes.Valid()).Save(Path.Combine(folder, "missing", "x.safetensors")));
            Assert.Empty(Directory.GetFileSystemEntries(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("F16", new byte[] { 0x00, 0x3C, 0x00, 0xC0, 0x01, 0x00 }, new[] { 1f, -2f, 5.9604645e-08f })]
    [InlineData("BF16", new byte[] { 0x80, 0x3F, 0x49, 0x40, 0x80, 0xBF }, new[] { 1f, 3.140625f, -1f })]
    [InlineData("F64", new byte[] { 0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0x18, 0x2D, 0x44, 0x54, 0xFB, 0x21, 0x09, 0x40, 0, 0, 0, 0, 0, 0, 0, 0x80 }, new[] { 1f, 3.1415927f, -0f })]
    [InlineData("F32", new byte[] { 0, 0, 0x80, 0x3F, 0xDB, 0x0F, 0x49, 0x40, 0, 0, 0, 0x80 }, new[] { 1f, 3.1415927f, -0f })]
    public void Floats_of_every_width_are_read_in_single_precision(string dtype, byte[] data, float[] expected)
    {
        Tensor tensor = ModelWeights.FromBytes(SafetensorsBytes.File("x", dtype, "[3]", data))["x"];
        Assert.Equal(new Shape(3), tensor.Shape);
        Assert.Equal(expected.Select(BitConverter.SingleToInt32Bits), tensor.Floats.Select(BitConverter.SingleToInt32Bits));
    }

    [Theory]
    [InlineData("I64", 8)]
    [InlineData("U8", 1)]
    [InlineData("BOOL", 1)]
    [InlineData("F8_E4M3", 1)]
    public void Other_elements_are_accepted_until_they_are_asked_for(string dtype, int size)
    {
        ModelWeights weights = ModelWeights.FromBytes(SafetensorsBytes.File("x", dtype, "[2]", new byte[2 * size]));
        var error = Assert.Throws<ModelWeightsException>(() => weights["x"]);
        Assert.Contains($"tensor 'x' is {dtype}[2]; a parameter is F32", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_without_elements_is_accepted_until_it_is_asked_for()
    {
        ModelWeights weights = ModelWeights.FromBytes(SafetensorsBytes.File("x", "F32", "[0,3]", []));
        Assert.Contains("F32[0, 3]", Assert.Throws<ModelWeightsException>(() => weights["x"]).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN, "not a number")]
    [InlineData(float.PositiveInfinity, "infinite")]
    [InlineData(float.NegativeInfinity, "minus infinite")]
    public void Values_that_are_not_finite_are_refused_with_their_index(float value, string description)
    {
        foreach (int index in new[] { 0, 7, 40_000, 49_999 })
        {
            var values = new float[50_000];
            values[index] = value;
            byte[] file = SafetensorsBytes.File("layer.weight", "F32", "[50000]", SafetensorsBytes.Floats(values));
            var error = Assert.Throws<ModelWeightsException>(() => ModelWeights.FromBytes(file));
            Assert.Contains($"element {index} of tensor 'layer.weight', F32[50000], is {description}", error.Message, StringComparison.Ordinal);
            Assert.Equal(value, ModelWeights.FromBytes(file, allowNonFinite: true)["layer.weight"].Floats[index]);
        }
    }

    [Fact]
    public void A_double_too_large_for_single_precision_is_refused()
    {
        byte[] file = SafetensorsBytes.File("x", "F64", "[1]", BitConverter.GetBytes(1e300));
        Assert.Contains("is infinite in single precision", Assert.Throws<ModelWeightsException>(() => ModelWeights.FromBytes(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_greatest_finite_values_are_accepted() =>
        Assert.Equal([float.MaxValue, -float.MaxValue], ModelWeights.FromBytes(SafetensorsBytes.File("x", "F32", "[2]", SafetensorsBytes.Floats(float.MaxValue, -float.MaxValue)))["x"].Floats);

    [Theory]
    [InlineData("conv1.weigth", "conv1.weight")]
    [InlineData("weight", "conv1.weight")]
    [InlineData("model.conv1.weight", "conv1.weight")]
    public void An_unknown_name_suggests_the_one_that_was_meant(string asked, string suggested)
    {
        ModelWeights weights = ModelWeights.Create(new Dictionary<string, Tensor> { ["conv1.weight"] = new(new Shape(1), [1f]), ["fc.bias"] = new(new Shape(1), [1f]) });
        Assert.EndsWith($"Did you mean '{suggested}'?", Assert.Throws<ModelWeightsException>(() => weights[asked]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_suggested_for_a_name_that_resembles_none()
    {
        ModelWeights weights = ModelWeights.Create(new Dictionary<string, Tensor> { ["conv1.weight"] = new(new Shape(1), [1f]) });
        Assert.Equal("There is no tensor 'classifier.bias' in memory.", Assert.Throws<ModelWeightsException>(() => weights["classifier.bias"]).Message);
    }

    [Fact]
    public void An_embedded_resource_is_read()
    {
        ModelWeights weights = ModelWeights.FromResource(typeof(ModelWeightsTests).Assembly, "ModelGen/digits.safetensors");
        Assert.Equal(new Shape(8, 1, 5, 5), weights["conv1.weight"].Shape);
        Assert.Contains("no resource 'ModelGen/other'", Assert.Throws<ModelWeightsException>(() => ModelWeights.FromResource(typeof(ModelWeightsTests).Assembly, "ModelGen/other")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_single_precision_tensors_of_usable_names_make_weights()
    {
        Assert.Throws<ArgumentException>(() => ModelWeights.Create(new Dictionary<string, Tensor> { [""] = new(new Shape(1), [1f]) }));
        Assert.Throws<ArgumentException>(() => ModelWeights.Create(new Dictionary<string, Tensor> { ["__metadata__"] = new(new Shape(1), [1f]) }));
        Assert.Throws<ArgumentException>(() => ModelWeights.Create(new Dictionary<string, Tensor> { ["x"] = new(new Shape(1), [1]) }));
    }

    private static void AssertHolds(List<KeyValuePair<string, Tensor>> expected, ModelWeights actual)
    {
        Assert.Equal(expected.Select(p => p.Key), actual.Names);
        foreach ((string name, Tensor tensor) in expected)
        {
            Assert.Equal(tensor.Shape, actual[name].Shape);
            Assert.Equal(tensor.Floats, actual[name].Floats);
        }
    }

    private static void ReadEverything(byte[] file)
    {
        try
        {
            ModelWeights weights = ModelWeights.FromBytes(file);
            foreach (string name in weights.Names)
            {
                _ = weights[name];
            }
        }
        catch (ModelWeightsException)
        {
        }
    }
}
