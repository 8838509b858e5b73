using ModelGen.IR;

namespace ModelGen.Onnx;

/// <summary>An input or output of an exported model.</summary>
/// <param name="Name">Its name in the ONNX graph.</param>
/// <param name="Type">Element type and shape as the ONNX graph has them.</param>
/// <param name="Layout">
/// <see cref="OnnxImageLayout.ChannelsFirst"/> if the axes are (N, C, H, W) where the model class declares (N, H, W, C);
/// <see cref="OnnxImageLayout.ChannelsLast"/> if the shape is the declared one, whatever its rank.
/// </param>
public sealed record OnnxValue(string Name, TensorType Type, OnnxImageLayout Layout);
