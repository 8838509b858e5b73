namespace ModelGen.Npu;

/// <summary>Where a program is: the iterations of its loops, and the core.</summary>
/// <param name="Outer">The iteration of the outer loop, from 0 on.</param>
/// <param name="Inner">The iteration of the inner loop.</param>
/// <param name="Core">The core.</param>
internal readonly record struct NpuPoint(int Outer, int Inner, int Core);
