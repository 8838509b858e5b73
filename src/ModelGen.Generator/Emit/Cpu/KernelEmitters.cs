using System;
using System.Collections.Generic;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Backends.Cpu.Kernels;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>Which emitter prints which kind of kernel.</summary>
internal static class KernelEmitters
{
    private static readonly Dictionary<Type, IKernelEmitter> Emitters = new()
    {
        [typeof(ByteDepthwiseKernel)] = new ByteDepthwiseEmitter(),
        [typeof(BytePackKernel)] = new BytePackEmitter(),
        [typeof(BytePoolKernel)] = new BytePoolEmitter(),
        [typeof(ByteProductKernel)] = new ByteProductEmitter(),
        [typeof(ByteRowKernel)] = new ByteRowEmitter(),
        [typeof(ClearHaloKernel)] = new ClearHaloEmitter(),
        [typeof(ConvolutionKernel)] = new ConvolutionEmitter(),
        [typeof(CopyKernel)] = new CopyEmitter(),
        [typeof(DenseRowKernel)] = new DenseRowEmitter(),
        [typeof(DepthwiseKernel)] = new DepthwiseEmitter(),
        [typeof(ElementWiseKernel)] = new ElementWiseEmitter(),
        [typeof(FillKernel)] = new FillEmitter(),
        [typeof(GatherKernel)] = new GatherEmitter(),
        [typeof(LayerNormKernel)] = new LayerNormEmitter(),
        [typeof(ReduceKernel)] = new ReduceEmitter(),
        [typeof(ReshapeKernel)] = new ReshapeEmitter(),
        [typeof(ResizeKernel)] = new ResizeEmitter(),
        [typeof(SoftmaxKernel)] = new SoftmaxEmitter(),
        [typeof(TransposeKernel)] = new TransposeEmitter(),
        [typeof(PoolKernel)] = new PoolEmitter(),
        [typeof(WinogradInputKernel)] = new WinogradInputEmitter(),
        [typeof(WinogradOutputKernel)] = new WinogradOutputEmitter(),
    };

    /// <summary>The emitter of a kernel.</summary>
    public static IKernelEmitter Find(CpuKernel kernel) => Emitters.TryGetValue(kernel.GetType(), out IKernelEmitter? emitter)
        ? emitter
        : throw new NotSupportedException($"There is no emitter for {kernel.GetType().Name}.");
}
