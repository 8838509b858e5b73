using ModelGen.IR;

namespace ModelGen.Compiler.Calibration;

/// <summary>
/// Two layers with constant weights between which every channel can be scaled down and up again without changing the result: the second
/// alone reads what the first computes, and all in between is positively homogeneous channel by channel.
/// </summary>
/// <param name="Producer">The layer whose output channels are scaled down.</param>
/// <param name="Between">The value that the consumer reads, channels last.</param>
/// <param name="Consumer">The layer whose weights make up for it.</param>
public sealed record EqualizablePair(Node Producer, Node Between, Node Consumer);
