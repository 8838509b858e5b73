using System;

namespace ModelGen.Core.Tests.Tensors;

public class TensorTests
{
    [Fact]
    public void Signed_and_unsigned_bytes_are_told_apart()
    {
        var signed = new Tensor(new Shape(2), new sbyte[] { -128, 127 });
        var unsigned = new Tensor(new Shape(2), new byte[] { 0, 255 });
        Assert.Equal(ElementType.Int8, signed.Type.Element);
        Assert.Equal([-128, 127], signed.SignedBytes);
        Assert.Equal([0, 255], unsigned.Bytes);
        Assert.Throws<InvalidOperationException>(() => signed.Bytes);
        Assert.Throws<InvalidOperationException>(() => unsigned.SignedBytes);
    }
}
