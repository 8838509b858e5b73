using System;
using System.Linq;
using System.Runtime.InteropServices;

namespace ModelGen.Tool.Samples;

/// <summary>Reads samples from a safetensors file with a tensor for each input, of its name.</summary>
internal static class SafetensorsSamples
{
    /// <summary>The array of one input.</summary>
    /// <exception cref="ToolException">The file has no tensor of the input's name, or its elements cannot be samples.</exception>
    public static SampleArray Read(ModelWeights file, string input)
    {
        WeightTensor tensor = file.Tensors.FirstOrDefault(t => t.Entry.Name == input)
            ?? throw new ToolException(
                $"There is no tensor '{input}' in {file.Source}, which has {string.Join(", ", file.Names.Select(n => $"'{n}'"))}: samples of an input are a tensor of its name.");
        string source = $"The tensor '{input}' in {file.Source}";
        Array values = tensor.Entry.Element switch
        {
            SafetensorsElement.U8 => ReadBytes(tensor),
            SafetensorsElement.I8 => MemoryMarshal.Cast<byte, sbyte>(ReadBytes(tensor)).ToArray(),
            SafetensorsElement.I32 => MemoryMarshal.Cast<byte, int>(ReadBytes(tensor)).ToArray(),
            SafetensorsElement.F16 or SafetensorsElement.BF16 or SafetensorsElement.F32 or SafetensorsElement.F64 => file[input].Floats,
            _ => throw new ToolException($"{source} is {tensor.Entry.Type}: save samples as F32, I32, U8 or I8."),
        };
        return new SampleArray(source, [.. tensor.Entry.Extents], values);
    }

    private static byte[] ReadBytes(WeightTensor tensor)
    {
        var bytes = new byte[tensor.Entry.Length];
        tensor.Source.Read(tensor.Entry.Offset, bytes);
        return bytes;
    }
}
