using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>How much work an element is, in multiply-accumulates that take as long: for the choice of what threads share.</summary>
internal static class WorkEstimate
{
    /// <summary>Moving one element: memory is the limit.</summary>
    public const int Move = 4;

    /// <summary>Between single precision and bytes.</summary>
    public const int Conversion = 12;

    /// <summary>A product in a depthwise convolution of bytes, which vectors sum an eighth as fast as those of other convolutions.</summary>
    public const int DepthwiseProduct = 4;

    /// <summary>The exponential and what is made of it.</summary>
    public const int Exponential = 24;

    /// <summary>One element-wise operator.</summary>
    public static int Of(Operator op) => op switch
    {
        Sigmoid or Tanh or Silu or Gelu or Exp => Exponential,
        Quantize or Dequantize => Conversion,
        _ => Move,
    };
}
