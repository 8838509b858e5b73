using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;
using ModelGen.Onnx.Export;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings;

/// <summary>
/// A matrix by a weight is Gemm. An image that is held channels first keeps its layout: the product along its channels is a 1×1
/// convolution. A flattened one keeps it too, and the weight's columns are permuted to match.
/// </summary>
internal sealed class DenseMapping : OperatorMapping<Operators.Dense>
{
    public override string Onnx => "`Gemm` for a matrix, with permuted columns after a flattened image; 1×1 `Conv` for an image held as (N, C, H, W); else `MatMul`, `Add`";

    /// <summary>Whether a reader of a flattened image can take it in channels-first order.</summary>
    public static bool CanPermuteColumns(Node reader, bool isWeightConstant) => reader.Operator is (Operators.Dense or Operators.QuantizedDense) && isWeightConstant;

    protected override void Export(NodeExport node, Operators.Dense op)
    {
        Shape weight = node.InputShape(1);
        IEnumerable<string> bias = node.InputsFrom(2);
        if (node.ProducedAs(0) == ValueLayout.ChannelsFirst && node.IsConstant(1))
        {
            string kernel = node.Constant(1, "conv", t => t.WithShape(new Shape(weight[0], weight[1], 1, 1)));
            node.Define(
                ValueLayout.ChannelsFirst,
                "Conv",
                [node.Input(0, ValueLayout.ChannelsFirst), kernel, .. bias],
                Attributes.Ints("kernel_shape", 1, 1));
        }
        else if (node.InputShape(0).Rank == 2)
        {
            bool isFlat = node.ProducedAs(0) == ValueLayout.ChannelsFirstFlat;
            string columns = isFlat ? node.Constant(1, "channels_first", t => PermuteColumns(t, node.ProducersInputShape(0))) : node.Input(1);
            node.Define(
                ValueLayout.Logical,
                "Gemm",
                [node.Input(0, node.ProducedAs(0)), columns, .. bias],
                Attributes.Int("transB", 1));
        }
        else
        {
            string transposed = node.IsConstant(1)
                ? node.Constant(1, "transposed", t => new Operators.Transpose(new[] { 1, 0 }).Apply(t))
                : node.Step("transpose", "Transpose", [node.Input(1)], Attributes.Ints("perm", 1, 0));
            if (bias.Any())
            {
                string product = node.Step("matmul", "MatMul", [node.Input(0), transposed]);
                node.Define(ValueLayout.Logical, "Add", [product, .. bias]);
            }
            else
            {
                node.Define(ValueLayout.Logical, "MatMul", [node.Input(0), transposed]);
            }
        }
    }

    /// <summary>From columns in the order H, W, C of the plane to C, H, W.</summary>
    public static Tensor PermuteColumns(Tensor weight, Shape image)
    {
        var planes = new Shape(weight.Shape[0], image[1], image[2], image[3]);
        return new Operators.Transpose(Layouts.PermutationTo(ValueLayout.ChannelsFirst)).Apply(weight.WithShape(planes)).WithShape(weight.Shape);
    }
}
