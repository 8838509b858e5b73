namespace ModelGen;

/// <summary>How the layers of a calibrated model compute.</summary>
public enum Precision
{
    /// <summary>With 8-bit integers where the operators have such kernels, in single precision elsewhere.</summary>
    Int8,

    /// <summary>In single precision.</summary>
    F32,
}
