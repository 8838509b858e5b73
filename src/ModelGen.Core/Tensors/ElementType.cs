namespace ModelGen;

/// <summary>The type of one element of a tensor.</summary>
public enum ElementType : byte
{
    /// <summary>IEEE single precision.</summary>
    Float32,

    /// <summary>Signed 32-bit integer: indices.</summary>
    Int32,

    /// <summary>Unsigned 8-bit integer: raw image bytes.</summary>
    UInt8,

    /// <summary>Signed 8-bit integer.</summary>
    Int8,
}
