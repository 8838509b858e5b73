using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;
using static ModelGen.Core.Tests.IR.Operators.OperatorAssert;

namespace ModelGen.Core.Tests.IR.Operators;

public class ConvolutionTests
{
    [Fact]
    public void Conv2D_correlates_and_adds_the_bias() =>
        Yields(new Conv2D(1, 1, Pads.None, 1), Of([1, 2, 2, 1], 47, 57, 77, 87), Count(1, 3, 3, 1), Count(1, 1, 2, 2), Of([1], 10));

    [Fact]
    public void Conv2D_pads_each_side_with_zeros() =>
        Yields(new Conv2D(1, 1, new Pads(1, 0, 0, 1), 1), Of([1, 2, 2, 1], 11, 6, 1 + 4 + 9 + 16, 2 + 12), Count(1, 2, 2, 1), Count(1, 1, 2, 2));

    [Fact]
    public void Conv2D_strides_and_dilates() =>
        Yields(new Conv2D((1, 2), (2, 1), Pads.None, 1), Of([1, 1, 2, 1], 1 + 9, 3 + 11), Count(1, 3, 4, 1), Of([1, 1, 2, 1], 1, 1));

    [Fact]
    public void Conv2D_mixes_channels_in_PyTorch_order() =>
        Yields(new Conv2D(1, 1, Pads.None, 1), Of([1, 1, 1, 2], 1 + 4, 3 + 8), Of([1, 1, 1, 2], 1, 2), Of([2, 2, 1, 1], 1, 2, 3, 4));

    [Fact]
    public void Conv2D_groups_are_blocks_of_channels() =>
        Yields(new Conv2D(1, 1, Pads.None, 2), Of([1, 1, 1, 4], 1 * 10, 2 * 10, 3 * 20, 4 * 20), Of([1, 1, 1, 2], 10, 20), Of([4, 1, 1, 1], 1, 2, 3, 4));

    [Fact]
    public void Conv2D_costs_its_products()
    {
        TensorType[] inputs = [TensorType.Float(1, 28, 28, 4), TensorType.Float(8, 2, 5, 3)];
        var op = new Conv2D(1, 1, new Pads(2, 1, 2, 1), 2);
        Assert.Equal(28L * 28 * 8 * 2 * 5 * 3, op.Macs(inputs, op.Infer(inputs).Type));
    }

    [Fact]
    public void Conv2D_refuses_what_does_not_fit()
    {
        var op = new Conv2D(1, 1, Pads.None, 1);
        TensorType x = TensorType.Float(1, 4, 4, 6), w = TensorType.Float(4, 6, 3, 3);
        Refuses("takes 2 to 3 inputs, but got 1.", op, x);
        Refuses("needs an f32 tensor as input 1, but got u8[1, 4, 4, 6]. Convert it with ToFloat first.", op, x with { Element = ElementType.UInt8 }, w);
        Refuses("needs an image of shape (N, H, W, C), but got [1, 4, 6].", op, TensorType.Float(1, 4, 6), w);
        Refuses("an input of [1, 4, 4, 6] in 1 group(s) needs a weight of shape (out, 6, height, width), but it is [4, 5, 3, 3].", op, x, TensorType.Float(4, 5, 3, 3));
        Refuses("an input of [1, 4, 4, 6] in 1 group(s) needs a weight of shape (out, 6, height, width), but it is [4, 6].", op, x, TensorType.Float(4, 6));
        Refuses("the bias of 4 output channels has shape [4], but it is [3].", op, x, w, TensorType.Float(3));
        Refuses("4 groups do not divide 6 input channels.", op with { Groups = 4 }, x, w);
        Refuses("3 groups do not divide 4 output channels.", op with { Groups = 3 }, x, TensorType.Float(4, 2, 3, 3));
        Refuses("the number of groups is at least 1, but it is 0.", op with { Groups = 0 }, x, w);
        Refuses("kernel 3×3, stride 0×1 and dilation 1×1 must be at least 1.", op with { Stride = (0, 1) }, x, w);
        Refuses("the padding (-1, 0, 0, 0) must be at least 0 on every side.", op with { Pads = new Pads(-1, 0, 0, 0) }, x, w);
        Refuses("a 3×3 window with dilation 2×2 does not fit into an input of 4×4 padded by (0, 0, 0, 0).", op with { Dilation = 2 }, x, w);
    }

    [Fact]
    public void ConvTranspose2D_adds_multiples_of_the_weight() =>
        Yields(
            new ConvTranspose2D(1, 1, Pads.None, 0, 1),
            Of([1, 3, 3, 1], 1, 4, 4, 6, 20, 16, 9, 24, 16),
            Count(1, 2, 2, 1),
            Count(1, 1, 2, 2));

    [Fact]
    public void ConvTranspose2D_strides_cuts_and_appends() =>
        Yields(
            new ConvTranspose2D(2, 1, new Pads(0, 1, 0, 0), (0, 1), 1),
            Of([1, 2, 4, 1], 11, 20, 12, 10, 13, 22, 16, 10),
            Of([1, 1, 2, 1], 1, 2),
            Of([1, 1, 2, 2], 5, 1, 6, 3),
            Of([1], 10));

    [Fact]
    public void ConvTranspose2D_groups_and_orders_channels_as_PyTorch() =>
        Yields(new ConvTranspose2D(1, 1, Pads.None, 0, 2), Of([1, 1, 1, 4], 10, 20, 60, 80), Of([1, 1, 1, 2], 10, 20), Of([2, 2, 1, 1], 1, 2, 3, 4));

    [Fact]
    public void ConvTranspose2D_is_the_transpose_of_Conv2D()
    {
        // ⟨conv(x), y⟩ = ⟨x, convᵀ(y)⟩ for the same weight, read as (out, in) by the one and as (in, out) by the other.
        var conv = new Conv2D((2, 1), (1, 2), new Pads(1, 2, 0, 1), 1);
        Tensor x = Count(1, 5, 6, 3), weight = Count(2, 3, 2, 3);
        Tensor forward = conv.Apply(x, weight), y = Count([.. forward.Shape]);
        Tensor back = new ConvTranspose2D((2, 1), (1, 2), new Pads(1, 2, 0, 1), (0, 0), 1).Apply(y, weight);
        Assert.Equal(x.Shape, back.Shape);
        Assert.Equal(Dot(forward, y), Dot(x, back), 1.0);
    }

    [Fact]
    public void ConvTranspose2D_refuses_what_does_not_fit()
    {
        var op = new ConvTranspose2D(2, 1, Pads.None, 0, 1);
        TensorType x = TensorType.Float(1, 4, 4, 6), w = TensorType.Float(6, 4, 3, 3);
        Refuses("an input of [1, 4, 4, 6] needs a weight of shape (6, out / 1, height, width), but it is [4, 6, 3, 3].", op, x, TensorType.Float(4, 6, 3, 3));
        Refuses("the bias of 4 output channels has shape [4], but it is [6].", op, x, w, TensorType.Float(6));
        Refuses("the output padding 2×0 is at least 0 and less than the stride 2×2 or the dilation 1×1.", op with { OutputPadding = (2, 0) }, x, w);
        Refuses("the padding (5, 0, 4, 0) cuts off everything of an output of 9×9.", op with { Pads = new Pads(5, 0, 4, 0) }, x, w);
        Refuses("4 groups do not divide 6 input channels.", op with { Groups = 4 }, x, w);
    }

    private static double Dot(Tensor a, Tensor b) => a.Floats.Zip(b.Floats, (p, q) => (double)p * q).Sum();
}
