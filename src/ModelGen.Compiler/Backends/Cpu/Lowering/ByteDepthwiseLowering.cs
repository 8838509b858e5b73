using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Linking;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>Convolutions of bytes with a group for every channel: the sums of products are exact in single precision.</summary>
internal static class ByteDepthwiseLowering
{
    /// <summary>Whole numbers up to this are exact in single precision.</summary>
    private const int GreatestExact = 1 << 24;

    /// <summary>Whether the kernel serves a convolution.</summary>
    public static bool Applies(QuantizedConv2D convolution, Shape weight) =>
        DepthwiseLowering.Applies(convolution.Groups, weight) && (long)weight[2] * weight[3] * byte.MaxValue * -sbyte.MinValue < GreatestExact;

    /// <summary>Adds the step.</summary>
    public static void Lower(LoweringContext context, Node node, QuantizedConv2D convolution, ByteLayer layer)
    {
        ValueView x = context.View(node.Inputs[0]), y = context.View(node.Id);
        Shape w = context.TypeOf(layer.Weight).Shape;
        (Epilogue epilogue, IReadOnlyList<Operand> operands) = EpilogueLowering.Lower(context, node);
        var real = new Conv2D(convolution.Stride, convolution.Dilation, convolution.Pads, convolution.Groups);
        DepthwiseKernel kernel = DepthwiseLowering.Kernel(x, y, w, real, hasBias: false, epilogue) with { Bytes = layer.Result };
        int channels = w[0], filled = VectorTier.Widest.Vectors(channels) * VectorTier.Widest.Lanes;
        var perChannel = new Packing(0, new[] { new PackSegment(0, channels, new[] { new PackAxis(filled, 1, 1) }) });
        int weight = context.Derive(new Cast(ElementType.Float32), layer.Weight);
        var bindings = new List<Operand> { x.FirstWindow(convolution.Pads), Operand.Constant(context.Constant(weight, DepthwiseLowering.Weights(w))) };
        bindings.AddRange(layer.PerChannel(context).Select(id => Operand.Constant(context.Constant(id, perChannel))));
        bindings.Add(y.Location);
        bindings.AddRange(operands);
        context.Add(node, kernel, bindings, kernel.Units, DepthwiseLowering.Work(y, w));
    }
}
