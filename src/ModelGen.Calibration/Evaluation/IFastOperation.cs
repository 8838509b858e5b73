using System.Collections.Generic;
using ModelGen.IR;

namespace ModelGen.Calibration.Evaluation;

/// <summary>An operator whose constant operands were prepared for running it many times.</summary>
internal interface IFastOperation
{
    /// <summary>Computes what the operator's reference semantics do, in single precision, with sums in another order.</summary>
    Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output);
}
