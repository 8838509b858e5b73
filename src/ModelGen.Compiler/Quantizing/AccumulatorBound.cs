using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Calibration;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Quantizing;

/// <summary>
/// Whether the int32 sums of a quantized layer can overflow, as far as that is known before its weights are: by the number of its products,
/// the greatest magnitude of a weight, 127, and that of its input less the zero point. The bias, which is added to the sum, is known when
/// weights are linked only; <see cref="QuantizedBias"/> then proves the bound of each channel with the real weights and bias.
/// </summary>
/// <param name="Node">The id of the layer.</param>
/// <param name="Scope">Its scope.</param>
/// <param name="Products">The products of a sum.</param>
/// <param name="Greatest">The greatest magnitude that a sum can have with any weights, the bias left out.</param>
public sealed record AccumulatorBound(int Node, string Scope, long Products, long Greatest)
{
    /// <summary>Whether no weights can make a sum overflow, the bias left out.</summary>
    public bool IsProven => Greatest <= int.MaxValue;

    /// <summary>The bound of every convolution and dense layer of a quantized graph, in its order.</summary>
    /// <param name="graph">The graph as <see cref="Pipeline.Quantize"/> yields it.</param>
    public static IReadOnlyList<AccumulatorBound> Of(Graph graph)
    {
        Dictionary<int, Node> nodes = graph.ById();
        return [.. graph.Nodes.Where(n => n.Operator is QuantizedProduct).Select(n =>
        {
            var product = (QuantizedProduct)n.Operator;
            ElementType element = nodes[n.Inputs[0]].Type.Element;
            int reach = Math.Max(product.X.ZeroPoint - AffineRange.Minimum(element), AffineRange.Maximum(element) - product.X.ZeroPoint);
            Shape weight = nodes[n.Inputs[1]].Type.Shape;

            // The weights of a transposed convolution lie input channels first; each element of the result takes at most all taps of its group.
            long products = product is QuantizedConvTranspose2D transposed ? (long)weight.ElementCount / weight[1] / transposed.Groups : weight.ElementCount / weight[0];
            return new AccumulatorBound(n.Id, n.Scope, products, products * sbyte.MaxValue * reach);
        })];
    }
}
