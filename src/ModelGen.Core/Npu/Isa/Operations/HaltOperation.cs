namespace ModelGen.Npu;

/// <summary>Ends the program; it is the last instruction.</summary>
public sealed class HaltOperation : NpuOperation
{
    internal HaltOperation()
        : base(0x44, "HALT", NpuEngine.Front, "Ends the program; it is the last instruction.")
    {
    }
}
