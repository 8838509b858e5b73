namespace ModelGen.Npu;

/// <summary>Ends the body of a loop.</summary>
public sealed class EndOperation : NpuOperation
{
    internal EndOperation()
        : base(0x41, "END", NpuEngine.Front, "Ends the body of a loop.")
    {
    }
}
