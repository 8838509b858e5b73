using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Json;
using ModelGen.Numerics;

namespace ModelGen.Calibration;

/// <summary>Reads the text form of a calibration profile: nothing unknown, nothing twice, nothing left out.</summary>
internal sealed class ProfileReader(string text)
{
    private static readonly string[] Members = ["version", "model", "method", "element", "rounding", "tensors", "equalization", "biasCorrections"];
    private static readonly string[] TensorMembers = ["min", "max", "scale", "zeroPoint", "sqnr"];

    private readonly JsonScanner json = new(text);
    private readonly List<TensorCalibration> tensors = [];
    private readonly List<ChannelValues> equalization = [];
    private readonly List<ChannelValues> corrections = [];
    private readonly List<(int ZeroPoint, string What, int Place)> zeroPoints = [];
    private string? model, method;
    private ElementType? element;
    private RoundingRule? rounding;

    public CalibrationProfile Read()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        json.ReadObject("The calibration profile", name =>
        {
            RequireOnce(seen, name, "the profile");
            ReadMember(name);
        });
        json.RequireEnd();
        foreach (string required in Members.Take(6).Where(m => !seen.Contains(m)))
        {
            throw json.Error($"The profile has no \"{required}\"; calibrate the model anew, or add it.");
        }

        foreach ((int zeroPoint, string what, int place) in zeroPoints)
        {
            if (zeroPoint < AffineRange.Minimum(element!.Value) || zeroPoint > AffineRange.Maximum(element.Value))
            {
                throw json.ErrorAt(place, $"{what} is {zeroPoint}, which is outside of the element type: 0 to 255 of u8, -128 to 127 of i8.");
            }
        }

        return new CalibrationProfile(model!, method!, element!.Value, rounding!.Value, tensors.ToArray())
        {
            Equalization = equalization.ToArray(),
            BiasCorrections = corrections.ToArray(),
        };
    }

    private void ReadMember(string name)
    {
        switch (name)
        {
            case "version":
                int version = json.ReadInteger("The version");
                if (version != ProfileNames.Version)
                {
                    throw json.Error($"The profile has version {version}, but this version of ModelGen reads version {ProfileNames.Version}; calibrate the model anew.");
                }

                break;
            case "model":
                model = json.ReadString("The name of the model");
                break;
            case "method":
                method = json.ReadString("The method");
                break;
            case "element":
                string elementName = json.ReadString("The element type");
                element = ProfileNames.Element(elementName) ?? throw json.Error($"The element type is \"{elementName}\"; write \"u8\" or \"i8\".");
                break;
            case "rounding":
                string rule = json.ReadString("The rounding rule");
                rounding = ProfileNames.Rounding(rule) ?? throw json.Error($"The rounding rule is \"{rule}\"; write \"onnx\" or \"tflite\".");
                break;
            case "tensors":
                ReadTensors();
                break;
            case "equalization":
                ReadChannels("equalization", equalization, value => value > 0, "which is not positive");
                break;
            case "biasCorrections":
                ReadChannels("biasCorrections", corrections, _ => true, "");
                break;
            default:
                throw Unknown(name, "the profile", Members);
        }
    }

    private void ReadTensors()
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        json.ReadObject("\"tensors\"", key =>
        {
            RequireOnce(keys, key, "\"tensors\"");
            tensors.Add(ReadTensor(key));
        });
    }

    private TensorCalibration ReadTensor(string key)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        float minimum = 0, maximum = 0, scale = 0;
        float? sqnr = null;
        int zeroPoint = 0;
        string what = $"tensor '{key}'";
        json.ReadObject("The " + what, name =>
        {
            RequireOnce(seen, name, what);
            string value = $"\"{name}\" of {what}";
            switch (name)
            {
                case "min":
                    minimum = json.ReadFloat(value);
                    break;
                case "max":
                    maximum = json.ReadFloat(value);
                    break;
                case "scale":
                    scale = json.ReadFloat(value);
                    if (!(scale > 0))
                    {
                        throw json.Error(FormattableString.Invariant($"{value} is {scale}, but a scale is positive."));
                    }

                    break;
                case "zeroPoint":
                    zeroPoint = json.ReadInteger(value);
                    zeroPoints.Add((zeroPoint, value, json.Place));
                    break;
                case "sqnr":
                    sqnr = json.ReadFloat(value);
                    break;
                default:
                    throw Unknown(name, what, TensorMembers);
            }
        });
        foreach (string required in TensorMembers.Take(4).Where(m => !seen.Contains(m)))
        {
            throw json.Error($"The {what} has no \"{required}\".");
        }

        return minimum <= maximum
            ? new TensorCalibration(key, minimum, maximum, scale, zeroPoint, sqnr)
            : throw json.Error(FormattableString.Invariant($"The {what} has the minimum {minimum} above its maximum {maximum}."));
    }

    private void ReadChannels(string section, List<ChannelValues> layers, Func<float, bool> accepts, string otherwise)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        json.ReadObject($"\"{section}\"", key =>
        {
            RequireOnce(keys, key, $"\"{section}\"");
            string what = $"\"{section}\" of layer '{key}'";
            var values = new List<float>();
            json.ReadArray(what, () =>
            {
                values.Add(json.ReadFloat("An element of " + what));
                if (!accepts(values[values.Count - 1]))
                {
                    throw json.Error(FormattableString.Invariant($"An element of {what} is {values[values.Count - 1]}, {otherwise}."));
                }
            });
            layers.Add(new ChannelValues(key, values.ToArray()));
        });
    }

    private void RequireOnce(HashSet<string> seen, string name, string where)
    {
        if (!seen.Add(name))
        {
            throw json.Error($"\"{name}\" occurs twice in {where}; keep one.");
        }
    }

    private JsonFormatException Unknown(string name, string where, string[] known) =>
        json.Error($"\"{name}\" in {where} is unknown; known are {string.Join(", ", known)}.");
}
