using System;
using ModelGen.Onnx.Export;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings;

/// <summary>Written out, in the order of operations that ONNX Runtime recognises and fuses; ONNX has Gelu itself only from operator set 20 on.</summary>
internal sealed class GeluMapping : OperatorMapping<Operators.Gelu>
{
    public override string Onnx => "`Div`, `Erf`, `Add`, `Mul`, `Mul`; approximate: `Mul`, `Add`, `Tanh` and their like";

    public override AxisUse Use => AxisUse.Any;

    protected override void Export(NodeExport node, Operators.Gelu op)
    {
        ValueLayout layout = node.CommonLayout();
        string x = node.Input(0, layout);
        if (op.Approximate)
        {
            string square = node.Step("square", "Mul", [x, x]);
            string cube = node.Step("cube", "Mul", [square, x]);
            string scaled = node.Step("scaled", "Mul", [cube, node.Number(0.044715f)]);
            string sum = node.Step("sum", "Add", [x, scaled]);
            string argument = node.Step("argument", "Mul", [sum, node.Number((float)Math.Sqrt(2 / Math.PI))]);
            string tanh = node.Step("tanh", "Tanh", [argument]);
            string shifted = node.Step("shifted", "Add", [tanh, node.Number(1)]);
            string half = node.Step("half", "Mul", [x, node.Number(0.5f)]);
            node.Define(layout, "Mul", [half, shifted]);
        }
        else
        {
            string argument = node.Step("argument", "Div", [x, node.Number((float)Math.Sqrt(2))]);
            string erf = node.Step("erf", "Erf", [argument]);
            string shifted = node.Step("shifted", "Add", [erf, node.Number(1)]);
            string product = node.Step("product", "Mul", [x, shifted]);
            node.Define(layout, "Mul", [product, node.Number(0.5f)]);
        }
    }
}
