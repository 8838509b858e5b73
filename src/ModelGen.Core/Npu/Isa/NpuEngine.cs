namespace ModelGen.Npu;

/// <summary>What executes an instruction. The front end dispatches in program order; each other engine has a queue and works through it in order.</summary>
public enum NpuEngine : byte
{
    /// <summary>The front end.</summary>
    Front,

    /// <summary>Transfers from external memory.</summary>
    Load,

    /// <summary>Transfers to external memory.</summary>
    Store,

    /// <summary>The multiply-accumulate array.</summary>
    Matrix,

    /// <summary>The vector unit.</summary>
    Vector,
}
