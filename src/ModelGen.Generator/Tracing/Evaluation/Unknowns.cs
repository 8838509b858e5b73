using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Tracing.Values;

namespace ModelGen.Generator.Tracing.Evaluation;

/// <summary>Variables whose values are no longer known.</summary>
internal static class Unknowns
{
    /// <summary>Makes every variable unknown that the code assigns.</summary>
    public static void Forget(IOperation operation, Frame frame)
    {
        foreach (IOperation part in operation.DescendantsAndSelf())
        {
            switch (part)
            {
                case IAssignmentOperation assignment:
                    ForgetTarget(assignment.Target, frame);
                    break;
                case IIncrementOrDecrementOperation step:
                    ForgetTarget(step.Target, frame);
                    break;
            }
        }
    }

    private static void ForgetTarget(IOperation target, Frame frame)
    {
        foreach (IOperation part in target.DescendantsAndSelf().Where(p => p is ILocalReferenceOperation or IParameterReferenceOperation))
        {
            ISymbol symbol = part is ILocalReferenceOperation local ? local.Local : ((IParameterReferenceOperation)part).Parameter;
            frame.TryAssign(symbol, UnknownValue.Instance);
        }
    }
}
