using ModelGen.IR;
using ModelGen.IR.Operators;
using DenseOperator = ModelGen.IR.Operators.Dense;

namespace ModelGen.Compiler.Tests.Backends;

public sealed class ProductTests
{
    [Theory]
    [InlineData(new[] { 1, 784 }, 10)]
    [InlineData(new[] { 3, 65 }, 130)]
    [InlineData(new[] { 2, 5, 12 }, 7)]
    [InlineData(new[] { 2, 2, 3, 4, 20 }, 33)]
    [InlineData(new[] { 9 }, 40)]
    public void Dense_equals_the_reference(int[] shape, int units)
    {
        var builder = new GraphBuilder("dense");
        int x = builder.Input("x", TensorType.Float(shape));
        int w = builder.Parameter("d.weight", TensorType.Float(units, shape[^1]));
        int b = builder.Parameter("d.bias", TensorType.Float(units));
        int s = builder.Parameter("s", TensorType.Float(units));
        builder.Output("y", builder.Add("d", new DenseOperator(), x, w, b));
        builder.Output("z", builder.Add(new Fused(new DenseOperator(), 2, new FusedStep[] { new(new Add(), new[] { ~0, 2 }), new(new Tanh(), new[] { ~1 }) }), x, w, s));
        BackendCheck.Compare(builder.Build(), units);
    }

    [Theory]
    [InlineData(new[] { 4, 6 }, new[] { 6, 9 })]
    [InlineData(new[] { 3, 4, 6 }, new[] { 3, 6, 17 })]
    [InlineData(new[] { 2, 3, 4, 6 }, new[] { 3, 6, 17 })]
    [InlineData(new[] { 2, 1, 4, 6 }, new[] { 1, 3, 6, 5 })]
    public void Matrix_product_equals_the_reference(int[] left, int[] right)
    {
        foreach ((bool constantLeft, bool constantRight) in new[] { (false, false), (false, true), (true, false) })
        {
            var builder = new GraphBuilder("matmul");
            int a = constantLeft ? builder.Parameter("a", TensorType.Float(left)) : builder.Input("a", TensorType.Float(left));
            int b = constantRight ? builder.Parameter("b", TensorType.Float(right)) : builder.Input("b", TensorType.Float(right));
            int product = builder.Add(new MatMul(), a, b);
            int addend = builder.Input("c", builder.TypeOf(product));
            builder.Output("y", product);
            builder.Output("z", builder.Add(new Fused(new MatMul(), 2, new FusedStep[] { new(new Add(), new[] { ~0, 2 }) }), a, b, addend));
            BackendCheck.Compare(builder.Build(), left.Length + right[^1]);
        }
    }
}
