using System.Collections.Generic;
using ModelGen.IR;

namespace ModelGen.Compiler.Quantizing;

/// <summary>A graph after quantization.</summary>
/// <param name="Graph">The graph: quantized operators, and conversions around what stays in single precision.</param>
/// <param name="FloatOperations">The operations that compute in single precision, each with the reason, in the order of the graph.</param>
/// <param name="ByteOutputs">The results that callers take as bytes, in the order of the graph.</param>
public sealed record QuantizationResult(Graph Graph, IReadOnlyList<FloatOperation> FloatOperations, IReadOnlyList<ByteOutput> ByteOutputs);

/// <summary>An operation of a quantized model that computes in single precision.</summary>
/// <param name="Node">The id of its node.</param>
/// <param name="Key">Its key in the calibration.</param>
/// <param name="Reason">Why, as the rest of a sentence about the operator.</param>
public sealed record FloatOperation(int Node, string Key, string Reason);
