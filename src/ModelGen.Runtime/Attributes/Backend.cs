namespace ModelGen;

/// <summary>What a model is compiled for.</summary>
public enum Backend
{
    /// <summary>C# kernels on the machine that runs the program.</summary>
    Cpu,

    /// <summary>A program for the emulated neural processing unit.</summary>
    Npu,
}
