using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Text.Unicode;

namespace ModelGen;

/// <summary>Parses the JSON of a safetensors header, strictly: no duplicate or unknown keys, no comments, nothing left out.</summary>
/// <param name="source">Names the file in messages, and bounds the offsets.</param>
/// <param name="json">The header.</param>
/// <param name="data">Where the data begins in the file.</param>
internal sealed class SafetensorsHeaderParser(WeightSource source, byte[] json, long data)
{
    private readonly List<SafetensorsEntry> entries = [];
    private readonly Dictionary<string, string> metadata = new(StringComparer.Ordinal);

    public (List<SafetensorsEntry> Entries, Dictionary<string, string> Metadata) Parse()
    {
        if (!Utf8.IsValid(json))
        {
            throw source.Malformed("its header is not valid UTF-8.");
        }

        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 8 });
            reader.Read();
            ReadHeader(ref reader);
            while (reader.Read())
            {
            }
        }
        catch (JsonException e)
        {
            throw source.Malformed("its header is not valid JSON: " + e.Message, e);
        }
        catch (InvalidOperationException e)
        {
            throw source.Malformed("its header has a string that is no valid text: " + e.Message, e);
        }

        return (entries, metadata);
    }

    private void ReadHeader(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject, "the header");
        bool hasMetadata = false;
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (NextKey(ref reader) is { } name)
        {
            if (name == "__metadata__")
            {
                if (hasMetadata)
                {
                    throw source.Malformed("its header has '__metadata__' twice.");
                }

                hasMetadata = true;
                ReadMetadata(ref reader);
            }
            else if (names.Add(name))
            {
                entries.Add(ReadEntry(ref reader, name));
            }
            else
            {
                throw source.Malformed($"its header has tensor '{name}' twice.");
            }
        }
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject, "'__metadata__'");
        while (NextKey(ref reader) is { } key)
        {
            Expect(ref reader, JsonTokenType.String, $"'__metadata__' entry '{key}'");
            if (!metadata.TryAdd(key, reader.GetString()!))
            {
                throw source.Malformed($"its '__metadata__' has '{key}' twice.");
            }
        }
    }

    private SafetensorsEntry ReadEntry(ref Utf8JsonReader reader, string name)
    {
        Expect(ref reader, JsonTokenType.StartObject, $"tensor '{name}'");
        SafetensorsElement? element = null;
        long[]? extents = null, offsets = null;
        while (NextKey(ref reader) is { } key)
        {
            bool repeated = key switch { "dtype" => element is not null, "shape" => extents is not null, "data_offsets" => offsets is not null, _ => false };
            if (repeated)
            {
                throw source.Malformed($"tensor '{name}' has '{key}' twice.");
            }

            switch (key)
            {
                case "dtype":
                    Expect(ref reader, JsonTokenType.String, $"'dtype' of tensor '{name}'");
                    string dtype = reader.GetString()!;
                    element = SafetensorsElements.TryParse(dtype, out SafetensorsElement known) ? known : throw source.Malformed($"tensor '{name}' has the unknown dtype '{dtype}'.");
                    break;
                case "shape":
                    extents = ReadNumbers(ref reader, $"'shape' of tensor '{name}'");
                    break;
                case "data_offsets":
                    offsets = ReadNumbers(ref reader, $"'data_offsets' of tensor '{name}'");
                    break;
                default:
                    throw source.Malformed($"tensor '{name}' has the unknown key '{key}'.");
            }
        }

        return Validate(name, element ?? throw Missing(name, "dtype"), extents ?? throw Missing(name, "shape"), offsets ?? throw Missing(name, "data_offsets"));
    }

    private SafetensorsEntry Validate(string name, SafetensorsElement element, long[] extents, long[] offsets)
    {
        if (offsets is not [long begin, long end])
        {
            throw source.Malformed($"'data_offsets' of tensor '{name}' has {offsets.Length} numbers instead of 2.");
        }

        if (begin > end || end > source.Length - data)
        {
            throw source.Malformed($"tensor '{name}' has the data offsets [{begin}, {end}], which are not an ascending range within the {source.Length - data} bytes of data. The file may be truncated.");
        }

        var entry = new SafetensorsEntry(name, element, extents, data + begin, end - begin);
        long size = SafetensorsElements.SizeInBytes(element);
        try
        {
            foreach (long extent in extents)
            {
                size = checked(size * extent);
            }
        }
        catch (OverflowException e)
        {
            throw source.Malformed($"tensor '{name}' is {entry.Type}, whose size overflows 64 bits.", e);
        }

        return size == entry.Length ? entry : throw source.Malformed($"tensor '{name}' is {entry.Type}, which takes {size} bytes, but its data offsets [{begin}, {end}] span {entry.Length}.");
    }

    private long[] ReadNumbers(ref Utf8JsonReader reader, string what)
    {
        Expect(ref reader, JsonTokenType.StartArray, what);
        var numbers = new List<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out long number) || number < 0)
            {
                throw source.Malformed($"{what} has an element that is no integer of at least 0 and below 2^63.");
            }

            numbers.Add(number);
        }

        return [.. numbers];
    }

    /// <summary>The next key of the object that the reader is in, or null at its end.</summary>
    private static string? NextKey(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.PropertyName ? reader.GetString() : null;
    }

    /// <summary>Moves on to a value, or stays on the first token, and checks its kind.</summary>
    private void Expect(ref Utf8JsonReader reader, JsonTokenType type, string what)
    {
        if (reader.TokenType == JsonTokenType.PropertyName)
        {
            reader.Read();
        }

        if (reader.TokenType != type)
        {
            throw source.Malformed($"{what} is {Describe(reader.TokenType)} instead of {Describe(type)}.");
        }
    }

    private ModelWeightsException Missing(string name, string key) => source.Malformed($"tensor '{name}' has no '{key}'.");

    private static string Describe(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a truth value",
        _ => "null",
    };
}
