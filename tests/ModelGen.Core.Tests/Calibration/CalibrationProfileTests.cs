using System;
using System.Globalization;
using System.Linq;
using CsCheck;
using ModelGen.Calibration;
using ModelGen.Json;
using ModelGen.Numerics;
using ModelGen.Tests;

namespace ModelGen.Core.Tests.Calibration;

public class CalibrationProfileTests
{
    private static readonly CalibrationProfile Profile = new("Digits", "percentile 99.9", ElementType.Int8, RoundingRule.TfLite, new[]
    {
        new TensorCalibration("input:image", 0, 1, 0.003921569f, -128),
        new TensorCalibration("/Add#2", -1.5f, 3.25f, 0.018627452f, -47, 31.25f),
        new TensorCalibration("odd \"name\"\\\t\ud83d\ude00/Relu", -0f, 1e-30f, 1e-32f, 3),
    })
    {
        Equalization = new[] { new ChannelValues("conv1/Conv2D", new[] { 0.1f, 2f }) },
        BiasCorrections = new[] { new ChannelValues("conv2/Conv2D", new[] { -1e-7f, 0f, 3.4028235e38f }) },
    };

    private static readonly Gen<float> Finite = Gen.Int.Select(BitConverter.Int32BitsToSingle).Where(float.IsFinite);

    private static readonly Gen<TensorCalibration> Tensor =
        from key in Gen.String[Gen.Char[' ', '\u007f'], 1, 12]
        from low in Finite
        from high in Finite
        from scale in Finite.Where(f => f != 0)
        from zeroPoint in Gen.Int[0, 255]
        from sqnr in Finite
        from measured in Gen.Bool
        select new TensorCalibration(key, Math.Min(low, high), Math.Max(low, high), Math.Abs(scale), zeroPoint, measured ? sqnr : null);

    private static string Text { get; } = Profile.Print();

    [Fact]
    public void It_prints_sorted_lines_that_a_reviewer_can_read() => Assert.Equal(
        """
        {
          "version": 1,
          "model": "Digits",
          "method": "percentile 99.9",
          "element": "i8",
          "rounding": "tflite",
          "tensors": {
            "/Add#2": { "min": -1.5, "max": 3.25, "scale": 0.018627452, "zeroPoint": -47, "sqnr": 31.25 },
            "input:image": { "min": 0, "max": 1, "scale": 0.003921569, "zeroPoint": -128 },
            "odd \"name\"\\\u0009😀/Relu": { "min": -0, "max": 1E-30, "scale": 1E-32, "zeroPoint": 3 }
          },
          "equalization": {
            "conv1/Conv2D": [0.1, 2]
          },
          "biasCorrections": {
            "conv2/Conv2D": [-1E-07, 0, 3.4028235E+38]
          }
        }

        """.ReplaceLineEndings("\n"),
        Text);

    [Fact]
    public void It_survives_the_round_trip_in_every_culture()
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            var foreign = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (foreign.NumberFormat.NumberDecimalSeparator, foreign.NumberFormat.NegativeSign) = (",", "minus");
            CultureInfo.CurrentCulture = foreign;
            Assert.Equal(Text, Profile.Print());
            Assert.Equal(Profile, CalibrationProfile.Parse(Text));
            Assert.Equal(Profile, CalibrationProfile.Parse(Text.Replace("\n", "\r\n")));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Every_float_survives_the_round_trip_bit_for_bit() =>
        Tensor.Array[0, 8].Select(ts => ts.DistinctBy(t => t.Key).ToArray()).Check(100, tensors =>
        {
            var profile = new CalibrationProfile("M", "minmax", ElementType.UInt8, RoundingRule.Onnx, tensors);
            CalibrationProfile read = CalibrationProfile.Parse(profile.Print());
            Assert.Equal(profile, read);
            Assert.Equal(profile.Tensors.Select(t => BitConverter.SingleToInt32Bits(t.Minimum)), read.Tensors.Select(t => BitConverter.SingleToInt32Bits(t.Minimum)));
            Assert.Equal(profile.Print(), read.Print());
        });

    [Fact]
    public void Mutated_text_is_read_or_refused_with_a_place() =>
        Gen.Select(Gen.Int[0, Text.Length - 1], Gen.Int[0, 3], Gen.OneOf(Gen.Char[' ', '\u007e'], Gen.Char["{}[]\",:\\\n\ud800-e9"])).Array[1, 4].Check(100, edits =>
        {
            string text = Text;
            foreach ((int place, int kind, char c) in edits)
            {
                int at = Math.Min(place, text.Length - 1);
                text = kind switch
                {
                    0 => text.Remove(at, 1),
                    1 => text.Insert(at, c.ToString()),
                    2 => text.Remove(at, 1).Insert(at, c.ToString()),
                    _ => text[..Math.Max(at, 1)],
                };
            }

            try
            {
                CalibrationProfile read = CalibrationProfile.Parse(text);
                Assert.Equal(read, CalibrationProfile.Parse(read.Print()));
            }
            catch (FormatException e)
            {
                Assert.Matches(@"^Line \d+, column \d+: ", e.Message);
            }
        });

    [Theory]
    [InlineData("", "", "Line 1, column 1: The calibration profile is not an object; write it as { … }. The text ends here.")]
    [InlineData("\"version\": 1", "\"version\": 2", "Line 2, column 14: The profile has version 2, but this version of ModelGen reads version 1; calibrate the model anew.")]
    [InlineData("\"model\": \"Digits\",", "", "Line 18, column 1: The profile has no \"model\"; calibrate the model anew, or add it.")]
    [InlineData("\"method\"", "\"model\"", "Line 4, column 3: \"model\" occurs twice in the profile; keep one.")]
    [InlineData("\"i8\"", "\"i4\"", "Line 5, column 14: The element type is \"i4\"; write \"u8\" or \"i8\".")]
    [InlineData("\"i8\"", "\"u8\"", "Line 8, column 78: \"zeroPoint\" of tensor '/Add#2' is -47, which is outside of the element type: 0 to 255 of u8, -128 to 127 of i8.")]
    [InlineData("\"tflite\"", "\"up\"", "Line 6, column 15: The rounding rule is \"up\"; write \"onnx\" or \"tflite\".")]
    [InlineData("\"input:image\"", "\"/Add#2\"", "Line 9, column 5: \"/Add#2\" occurs twice in \"tensors\"; keep one.")]
    [InlineData("\"min\": -1.5, ", "", "Line 8, column 84: The tensor '/Add#2' has no \"min\".")]
    [InlineData("-1.5", "-01.5", "Line 8, column 24: \"min\" of tensor '/Add#2' is not a number; write it as -12.5 or 1e-3.")]
    [InlineData("-1.5", "1e39", "Line 8, column 24: \"min\" of tensor '/Add#2' is 1e39, which is beyond the range of single precision.")]
    [InlineData("-1.5", "NaN", "Line 8, column 24: \"min\" of tensor '/Add#2' is not a number; write it as -12.5 or 1e-3.")]
    [InlineData("-1.5", "7.5", "Line 8, column 96: The tensor '/Add#2' has the minimum 7.5 above its maximum 3.25.")]
    [InlineData("0.018627452", "0", "Line 8, column 52: \"scale\" of tensor '/Add#2' is 0, but a scale is positive.")]
    [InlineData("-47", "3.0", "Line 8, column 78: \"zeroPoint\" of tensor '/Add#2' is 3.0, which is no integer of 32 bits.")]
    [InlineData("\"sqnr\"", "\"snr\"", "Line 8, column 83: \"snr\" in tensor '/Add#2' is unknown; known are min, max, scale, zeroPoint, sqnr.")]
    [InlineData("[0.1, 2]", "[0.1, -2]", "Line 13, column 27: An element of \"equalization\" of layer 'conv1/Conv2D' is -2, which is not positive.")]
    [InlineData("[0.1, 2]", "[0.1, 2,]", "Line 13, column 29: An element of \"equalization\" of layer 'conv1/Conv2D' is not a number; write it as -12.5 or 1e-3.")]
    [InlineData("\"Digits\"", "\"Dig", "Line 3, column 12: The name of the model is a string without an end; close it with a double quotation mark.")]
    [InlineData("\"Digits\"", "\"\\x\"", "Line 3, column 13: A string has an unknown escape; write a backslash as \\\\.")]
    [InlineData("\"Digits\"", "\"\\ud800\"", "Line 3, column 12: The name of the model has the half of a surrogate pair U+D800, which is no character.")]
    public void A_malformed_text_is_refused_with_place_and_reason(string part, string instead, string message)
    {
        string text = part.Length == 0 ? instead : Text.Remove(Text.IndexOf(part, StringComparison.Ordinal), part.Length).Insert(Text.IndexOf(part, StringComparison.Ordinal), instead);
        JsonFormatException error = Assert.Throws<JsonFormatException>(() => CalibrationProfile.Parse(text));
        Assert.Equal(message, error.Message);
        Assert.Equal(message, $"Line {error.Line}, column {error.Column}: {error.Reason}");
        string[] before = text[..error.Position].Split('\n');
        Assert.Equal((error.Line, error.Column), (before.Length, before[^1].Length + 1));
    }

    [Fact]
    public void Text_after_the_end_is_refused() =>
        Assert.Equal("Line 19, column 1: There is more text after the end, from 'x' on; remove it.", Assert.Throws<JsonFormatException>(() => CalibrationProfile.Parse(Text + "x")).Message);

    [Fact]
    public void It_finds_tensors_and_refuses_a_key_that_occurs_twice()
    {
        Assert.All(Profile.Tensors, t => Assert.Same(t, Profile.Find(t.Key)));
        Assert.Null(Profile.Find("conv1/Conv2D"));
        Assert.Equal(
            "The key '/Add#2' occurs twice.",
            Assert.Throws<ArgumentException>(() => Profile with { Tensors = new[] { Profile.Tensors[0], Profile.Tensors[0] } }).Message);
    }
}
