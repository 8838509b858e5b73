using System.Collections.Generic;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Calibration;

/// <summary>Which results have the quantization of an operand, since they hold its quantized values and no others.</summary>
public static class SharedQuantization
{
    /// <summary>The id of the operand whose quantized values the node moves or selects, padding with 0 included; null where it computes new ones.</summary>
    /// <param name="node">A node that is not constant.</param>
    /// <param name="constants">The ids of the constant nodes, whose values have no quantization to share.</param>
    public static int? Operand(Node node, ICollection<int> constants) => node.Operator switch
    {
        Reshape or Transpose or Slice or MaxPool or ReduceMax or Gather or Pad { Value: 0 } or Resize { Mode: ResizeMode.Nearest } when !constants.Contains(node.Inputs[0]) => node.Inputs[0],
        _ => null,
    };
}
