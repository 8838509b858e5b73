using System.Linq;
using ModelGen.Conformance.Harness;

namespace ModelGen.Conformance.Tests;

/// <summary>A NaN in the input comes out where eager execution says, and nowhere else.</summary>
public class NotANumberTests
{
    [Theory]
    [InlineData("Relu(x)")]
    [InlineData("Clip(x, -1, 1)")]
    [InlineData("Relu6(x)")]
    [InlineData("x + 1")]
    [InlineData("Max(x, x * 2)")]
    [InlineData("MaxPool(x, 2)")]
    [InlineData("AveragePool(x, 2)")]
    [InlineData("ReduceMax(x, 3)")]
    [InlineData("Softmax(x)")]
    [InlineData("Exp(x)")]
    [InlineData("Tanh(x)")]
    [InlineData("Sigmoid(x)")]
    [InlineData("SiLU(x)")]
    [InlineData("Gelu(x)")]
    [InlineData("Sqrt(Abs(x))")]
    [InlineData("HardSwish(x)")]
    [InlineData("HardSigmoid(x)")]
    [InlineData("LeakyRelu(x, 0.1f)")]
    public void It_comes_out_where_eager_execution_says(string expression)
    {
        CompiledModel model = ModelCompiler.Compile([ModelCase.Of(expression, Tolerance.Sums, new CaseInput("x", [4, 4, 17], InputValues.Unit))])[0];
        float[] values = model.DrawInputs(5)[0].Floats;
        values[5] = float.NaN;
        values[200] = float.NaN;
        var input = new Tensor(new Shape(1, 4, 4, 17), values);
        foreach (ModelOptions options in Executions.All)
        {
            object net = model.Create(ModelWeights.Random(model.Info), options);
            bool[] expected = [.. model.RunEagerly(net, [input])[0].Select(float.IsNaN)];
            Assert.Equal(expected, model.Run(net, [input])[0].Select(float.IsNaN));
        }
    }
}
