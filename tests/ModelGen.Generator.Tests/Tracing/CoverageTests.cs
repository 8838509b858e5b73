using System;
using System.Linq;
using System.Reflection;
using System.Threading;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Generator.Tracing.Layers;
using ModelGen.Generator.Tracing.Library;

namespace ModelGen.Generator.Tests.Tracing;

/// <summary>The tracer knows the whole of the runtime's surface, and can be stopped.</summary>
public class CoverageTests
{
    [Fact]
    public void Every_operation_of_Ops_is_known()
    {
        string[] operations = [.. typeof(Ops).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(m => m.Name).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(operations.Select(name => "ModelGen.Ops." + name).Except(LibraryTable.Names), []);
    }

    [Fact]
    public void Every_operator_of_Tensor_is_known()
    {
        string[] operators = [.. typeof(Tensor).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m.IsSpecialName && m.Name.StartsWith("op_", StringComparison.Ordinal)).Select(m => m.Name).Distinct()];
        Assert.NotEmpty(operators);
        Assert.Equal(operators.Select(name => "ModelGen.Tensor." + name).Except(LibraryTable.Names), []);
    }

    [Fact]
    public void Every_layer_is_known()
    {
        string[] layers = [.. typeof(Layer).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Layer)) && !t.IsAbstract).Select(t => t.Name)];
        Assert.Equal(layers.Order(StringComparer.Ordinal), LayerTable.Names.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("LeakyRelu(x, 0.2f)")]
    [InlineData("Clip(x, -1, 1)")]
    [InlineData("Gelu(x, approximate: true)")]
    [InlineData("Max(Min(Add(x, x), Sub(x, x)), Mul(x, Div(x, x)))")]
    [InlineData("Abs(Exp(Sqrt(Sigmoid(Tanh(SiLU(HardSigmoid(HardSwish(Relu6(x)))))))))")]
    [InlineData("-x * 2 + 1f / x - 0.5f")]
    [InlineData("MaxPool(x, 3, stride: 2, padding: 1, dilation: (1, 1))")]
    [InlineData("MaxPool(x, new Size2D(2, 3), padding: Padding.Same)")]
    [InlineData("AveragePool(x, 3, 1, (0, 1, 2, 1), countPadding: true)")]
    [InlineData("GlobalAveragePool(x)")]
    [InlineData("Resize(x, 2 * x.Shape[1], 16, ResizeMode.Bilinear, ResizeCoordinates.AlignCorners)")]
    [InlineData("Concat(-1, Split(x, new[] { 1, 2 }, 3))")]
    [InlineData("Slice(x, 1, 0, 4, step: 2)")]
    [InlineData("Pad(Pad(x, [0, 1, 1, 0], [0, 2, 2, 0], -1f), (1, 2))")]
    [InlineData("Squeeze(Reshape(Transpose(x, 0, 3, 1, 2), 1, 1, -1), axis: 1)")]
    [InlineData("MatMul(Reshape(x, 1, 64, 3), Reshape(x, 1, 3, 64))")]
    [InlineData("ReduceMax(ReduceSum(ReduceMean(x, [1, 2], keepDims: true), 1), axis: -1)")]
    [InlineData("Gather(x, ToFloat(i) is var _ ? i : i, axis: 3)")]
    [InlineData("Softmax(Flatten(x))")]
    public void A_call_makes_the_node_that_eager_execution_evaluates(string expression)
    {
        string text = TraceRunner.Graph(
            $$"""
            [Model]
            public sealed partial class Net
            {
                public Tensor Forward([Input(8, 8, 3)] Tensor x, [Input(2, Type = ElementType.Int32)] Tensor i) => {{expression}};
            }
            """);
        Assert.StartsWith("graph Net\n", text, StringComparison.Ordinal);
        Assert.Contains("output output = %", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_trace_stops()
    {
        CSharpCompilation compilation = TraceRunner.Compile("[Model] public sealed partial class Net { public Tensor Forward([Input(8)] Tensor x) => Relu(x); }");
        Assert.Throws<OperationCanceledException>(() => TraceRunner.Trace(compilation, new CancellationToken(true)));
    }
}
