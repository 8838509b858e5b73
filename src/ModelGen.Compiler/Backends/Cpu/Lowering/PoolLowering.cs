using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>Pooling over windows; global pooling is a window as large as the plane.</summary>
internal sealed class PoolLowering : ILowering
{
    /// <inheritdoc/>
    public void Lower(LoweringContext context, Node node, Operator anchor)
    {
        ValueView x = context.View(node.Inputs[0]), y = context.View(node.Id);
        (Epilogue epilogue, IReadOnlyList<Operand> operands) = EpilogueLowering.Lower(context, node);
        var plane = new Size2D(x.Shape[1], x.Shape[2]);
        (Size2D window, Size2D stride, Size2D dilation, Pads pads) = anchor switch
        {
            MaxPool pool => (pool.Kernel, pool.Stride, pool.Dilation, pool.Pads),
            AveragePool pool => (pool.Kernel, pool.Stride, (Size2D)1, pool.Pads),
            QuantizedAveragePool pool => (pool.Kernel, pool.Stride, (Size2D)1, pool.Pads),
            GlobalAveragePool or QuantizedGlobalAveragePool => (plane, (Size2D)1, (Size2D)1, Pads.None),
            _ => throw new ArgumentException($"{anchor.Name} is no pooling operator.", nameof(anchor)),
        };
        var kernel = new PoolKernel(
            anchor is MaxPool, anchor is AveragePool { CountPadding: true } or QuantizedAveragePool { CountPadding: true }, plane, y.Shape, window, stride, dilation, pads,
            new PlaneStrides(x.Strides[0], x.Strides[1], x.Strides[2]), new PlaneStrides(y.Strides[0], y.Strides[1], y.Strides[2]), epilogue);
        long work = (long)y.Shape.ElementCount * window.Height * window.Width;
        CpuKernel chosen = x.Location.IsBytes ? new BytePoolKernel(kernel, anchor) : kernel;
        context.Add(node, chosen, new[] { x.Location, y.Location }.Concat(operands), UnitCount.Of(y.Shape[0] * y.Shape[1]), work);
    }
}
