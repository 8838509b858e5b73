using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Tests.Support;

/// <summary>Short forms for building the small graphs of tests.</summary>
internal sealed class Net
{
    private readonly GraphBuilder builder = new("net");
    private int outputs;

    public int Input(string name, params int[] extents) => builder.Input(name, TensorType.Float(extents));

    public int Parameter(string path, params int[] extents) => builder.Parameter(path, TensorType.Float(extents));

    public int Scalar(float value) => builder.Add(Literal.Scalar(value));

    public int Add(Operator op, params int[] inputs) => builder.Add(op, inputs);

    /// <summary>A convolution with a weight of the given name, without bias.</summary>
    public int Conv(int x, string weight, int channels, int kernel = 1, int stride = 1, int pads = 0, int groups = 1) => Add(
        new IR.Operators.Conv2D(stride, 1, new Pads(pads, pads, pads, pads), groups),
        x,
        Parameter(weight, channels, builder.TypeOf(x).Shape[-1] / groups, kernel, kernel));

    public int BatchNorm(int x, string path)
    {
        int channels = builder.TypeOf(x).Shape[-1];
        int gamma = Parameter(path + ".gamma", channels), beta = Parameter(path + ".beta", channels);
        return Add(new IR.Operators.BatchNorm(1e-5f), x, gamma, beta, Parameter(path + ".mean", channels), Parameter(path + ".var", channels));
    }

    public Shape Shape(int id) => builder.TypeOf(id).Shape;

    public Graph Build(params int[] results)
    {
        foreach (int result in results)
        {
            builder.Output("y" + outputs++, result);
        }

        return builder.Build();
    }
}
