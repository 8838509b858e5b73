using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;
using static ModelGen.Core.Tests.IR.Operators.OperatorAssert;

namespace ModelGen.Core.Tests.IR.Operators;

public class ElementWiseTests
{
    public static TheoryData<UnaryOperator, float, float> UnaryExamples => new()
    {
        { new Relu(), -2, 0 }, { new Relu(), 2, 2 }, { new Relu(), float.NaN, float.NaN },
        { new Relu6(), 7, 6 }, { new Relu6(), -1, 0 }, { new Relu6(), 3, 3 }, { new Relu6(), float.NaN, float.NaN },
        { new LeakyRelu(0.1f), -2, -0.2f }, { new LeakyRelu(0.1f), 2, 2 },
        { new Clip(-1, 2), -3, -1 }, { new Clip(-1, 2), 3, 2 }, { new Clip(-1, 2), 0.5f, 0.5f }, { new Clip(-1, 2), float.NaN, float.NaN },
        { new Sigmoid(), 0, 0.5f }, { new Sigmoid(), 2, 0.880797f }, { new Sigmoid(), -200, 0 }, { new Sigmoid(), 200, 1 },
        { new Tanh(), 1, 0.7615942f }, { new Tanh(), -50, -1 },
        { new Silu(), 2, 1.761594f }, { new Silu(), -200, 0 },
        { new HardSigmoid(), 0, 0.5f }, { new HardSigmoid(), 1.5f, 0.75f }, { new HardSigmoid(), -4, 0 }, { new HardSigmoid(), 4, 1 },
        { new HardSwish(), 1.5f, 1.125f }, { new HardSwish(), -4, 0 }, { new HardSwish(), 4, 4 },
        { new Gelu(false), 1, 0.8413447f }, { new Gelu(false), -1, -0.1586553f }, { new Gelu(false), 0, 0 },
        { new Gelu(true), 1, 0.841192f }, { new Gelu(true), -1, -0.158808f },
        { new Exp(), 1, 2.7182817f }, { new Exp(), 100, float.PositiveInfinity },
        { new Sqrt(), 9, 3 }, { new Sqrt(), -1, float.NaN },
        { new Negate(), 3, -3 }, { new Abs(), -3, 3 },
    };

    [Theory]
    [MemberData(nameof(UnaryExamples))]
    public void Unary(UnaryOperator op, float x, float expected) => Yields(op, Of([1, 1], expected), Of([1, 1], x));

    public static TheoryData<BinaryOperator, float> BinaryExamples => new()
    {
        { new Add(), 8 }, { new Sub(), 4 }, { new Mul(), 12 }, { new Div(), 3 }, { new Max(), 6 }, { new Min(), 2 },
    };

    [Theory]
    [MemberData(nameof(BinaryExamples))]
    public void Binary(BinaryOperator op, float expected) => Yields(op, Of([1], expected), Of([1], 6), Of([1], 2));

    [Fact]
    public void Max_and_Min_hand_NaN_on_from_either_side()
    {
        foreach (Operator op in new Operator[] { new Max(), new Min() })
        {
            Assert.All(op.Apply(Of([2], float.NaN, 1), Of([2], 1, float.NaN)).Floats, y => Assert.True(float.IsNaN(y)));
        }
    }

    [Fact]
    public void Shapes_broadcast_from_the_last_axis()
    {
        Yields(new Add(), Of([2, 3], 11, 22, 33, 14, 25, 36), Count(2, 3), Of([3], 10, 20, 30));
        Yields(new Add(), Of([2, 3], 11, 12, 13, 24, 25, 26), Count(2, 3), Of([2, 1], 10, 20));
        Yields(new Sub(), Of([2, 2], 0, -1, 1, 0), Of([2, 1], 1, 2), Of([1, 2], 1, 2));
        Yields(new Mul(), Of([2, 1, 2], 3, 6, 9, 12), Tensor.Scalar(3), Count(2, 1, 2));
    }

    [Fact]
    public void Broadcasting_equals_index_arithmetic_for_all_small_shapes()
    {
        int[][] shapes = [[], [1], [3], [2, 1], [1, 3], [2, 3], [4, 1, 1], [1, 2, 1], [4, 1, 3], [4, 2, 1], [4, 2, 3], [1, 1, 4, 1, 3], [2, 4, 2, 3]];
        foreach (int[] a in shapes)
        {
            foreach (int[] b in shapes)
            {
                Tensor left = Count(a), right = Count(b);
                if (new Sub().Infer([left.Type, right.Type]) is { Error: null, Type: var type })
                {
                    int[] p = Positions(left.Shape, type.Shape), q = Positions(right.Shape, type.Shape);
                    Yields(new Sub(), new Tensor(type.Shape, [.. p.Zip(q, (i, j) => left.Floats[i] - right.Floats[j])]), left, right);
                }
            }
        }
    }

    [Fact]
    public void PRelu_has_a_slope_per_channel_or_a_single_one()
    {
        Tensor x = Of([2, 2], -1, -1, 2, 2);
        Yields(new PRelu(), Of([2, 2], -10, -20, 2, 2), x, Of([2], 10, 20));
        Yields(new PRelu(), Of([2, 2], -5, -5, 2, 2), x, Of([1], 5));
        Refuses("an input of [2, 2] needs a slope of shape [2] or [1], but it is [3].", new PRelu(), x.Type, TensorType.Float(3));
    }

    [Fact]
    public void Cast_converts_integers()
    {
        Yields(new Cast(ElementType.Float32), Of([2], 0, 255), new Tensor(new Shape(2), new byte[] { 0, 255 }));
        Yields(new Cast(ElementType.Float32), Of([3], -128, -1, 127), new Tensor(new Shape(3), new sbyte[] { -128, -1, 127 }));
        Yields(new Cast(ElementType.Float32), Of([2], -7, 16777216), new Tensor(new Shape(2), [-7, 16777217]));
        Refuses("converts u8, i8 and i32 tensors to f32, but was asked to convert f32[1] to i32.", new Cast(ElementType.Int32), TensorType.Float(1));
    }

    [Fact]
    public void Bad_bounds_of_Clip_are_refused()
    {
        Refuses("clips to 2 … 1, but the lower bound must not exceed the upper.", new Clip(2, 1), TensorType.Float(1));
        Refuses("clips to NaN … 1, but the lower bound must not exceed the upper.", new Clip(float.NaN, 1), TensorType.Float(1));
    }

    [Fact]
    public void Gelu_keeps_its_small_negative_tail() => Assert.InRange(new Gelu(false).Apply(-10), -7.7e-23f, -7.6e-23f);

    private static int[] Positions(Shape operand, Shape result) =>
        [.. Enumerable.Range(0, result.ElementCount).Select(flat =>
        {
            int position = 0, stride = 1;
            for (int axis = 1; axis <= result.Rank; axis++)
            {
                int index = flat % result[result.Rank - axis];
                flat /= result[result.Rank - axis];
                if (axis <= operand.Rank)
                {
                    int extent = operand[operand.Rank - axis];
                    position += (extent == 1 ? 0 : index) * stride;
                    stride *= extent;
                }
            }

            return position;
        })];
}
