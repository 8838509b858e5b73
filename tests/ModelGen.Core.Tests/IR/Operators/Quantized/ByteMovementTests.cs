using System;
using System.Linq;
using CsCheck;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Tests;

namespace ModelGen.Core.Tests.IR.Operators.Quantized;

/// <summary>Operators that move or select values do to bytes what they do to single precision.</summary>
public class ByteMovementTests
{
    public static TheoryData<string> Names => ["Transpose", "Slice", "Concat", "Pad", "MaxPool", "ReduceMax", "Resize", "Gather", "Reshape"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Bytes_move_as_single_precision_does(string name) => Gen.Int[0, 1 << 30].Check(
        200,
        seed =>
        {
            var random = new Random(seed);
            ElementType element = QuantizedReference.Element(random);
            Tensor x = QuantizedReference.Bytes(random, element, random.Next(1, 3), random.Next(2, 6), random.Next(2, 6), random.Next(1, 4));
            var builder = new GraphBuilder("Net");
            int image = builder.Input("x", x.Type), indices = builder.Input("i", new TensorType(ElementType.Int32, new Shape(2)));
            (Operator op, int[] inputs) = RandomGraphs.Draw(random, name, builder, image, image, indices, random.Next(0, 128));
            Assert.All(inputs, i => Assert.True(i == image || i == indices));
            if (op is Resize resize)
            {
                op = resize with { Mode = ResizeMode.Nearest };
            }

            Inference inference = builder.Infer(op, inputs);
            Tensor real = new(x.Shape, [.. QuantizedReference.Values(x).Select(v => (float)v)]), zeros = new(new Shape(2), new int[2]);
            Tensor[] Operands(Tensor data) => [.. inputs.Select(i => i == indices ? zeros : data)];
            Assert.Equal(inference.Error, op.Infer([.. Operands(real).Select(o => o.Type)]).Error);
            if (inference.Error is null)
            {
                Assert.Equal(element, inference.Type.Element);
                QuantizedReference.Equal([.. op.Apply(Operands(real)).Floats.Select(v => (int)v)], op.Apply(Operands(x)), op.ToString());
            }
        });

    [Fact]
    public void What_computes_refuses_bytes()
    {
        TensorType x = new(ElementType.UInt8, new Shape(1, 2, 2, 1));
        OperatorAssert.Refuses("needs an f32 tensor, but got u8[1, 2, 2, 1]. Convert it with ToFloat first.", new Resize(4, 4, ResizeMode.Bilinear, ResizeCoordinates.HalfPixel), x);
        OperatorAssert.Refuses("needs an f32 tensor, but got u8[1, 2, 2, 1]. Convert it with ToFloat first.", new ReduceMean(new[] { 1 }, true), x);
        OperatorAssert.Refuses("needs an f32 tensor, but got u8[1, 2, 2, 1]. Convert it with ToFloat first.", new AveragePool(2, 2, Pads.None, true), x);
        OperatorAssert.Refuses("needs inputs of one element type, but got u8[1, 2, 2, 1] and i8[1, 2, 2, 1].", new Concat(0), x, x with { Element = ElementType.Int8 });
        OperatorAssert.Refuses("needs an f32, u8 or i8 tensor, but got i32[1, 2, 2, 1]. Convert it with ToFloat first.", new Transpose(new[] { 0, 1, 2, 3 }), x with { Element = ElementType.Int32 });
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(256f)]
    [InlineData(0.5f)]
    [InlineData(float.NaN)]
    public void Padding_of_bytes_is_a_byte(float value) => OperatorAssert.Refuses(
        FormattableString.Invariant($"the value around u8[2] is one of its element type, but it is {value}."), new Pad(new[] { 1 }, new[] { 1 }, value), new TensorType(ElementType.UInt8, new Shape(2)));
}
