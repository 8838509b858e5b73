using System;
using ModelGen.IR;

namespace ModelGen.Onnx.Export;

/// <summary>How an operator treats the axes of its inputs.</summary>
internal enum AxisUse
{
    /// <summary>It needs them as the IR has them.</summary>
    Logical,

    /// <summary>It works on them in any order, its attributes rearranged.</summary>
    Any,

    /// <summary>Its ONNX form wants images as (N, C, H, W).</summary>
    Image,
}

/// <summary>Turns one operator of the IR into ONNX nodes.</summary>
internal abstract class OperatorMapping
{
    /// <summary>The record that it is for.</summary>
    public abstract Type OperatorType { get; }

    /// <summary>The ONNX operators that it yields, for the documentation, in Markdown.</summary>
    public abstract string Onnx { get; }

    /// <summary>How it treats the axes of a four-dimensional first input.</summary>
    public virtual AxisUse Use => AxisUse.Logical;

    /// <summary>Adds the nodes and names their result.</summary>
    public abstract void Export(NodeExport node);
}

/// <summary>Turns one operator of the IR into ONNX nodes.</summary>
internal abstract class OperatorMapping<TOperator> : OperatorMapping
    where TOperator : Operator
{
    /// <inheritdoc/>
    public sealed override Type OperatorType => typeof(TOperator);

    /// <inheritdoc/>
    public sealed override void Export(NodeExport node) => Export(node, (TOperator)node.Operator);

    /// <summary>Adds the nodes and names their result.</summary>
    protected abstract void Export(NodeExport node, TOperator op);
}
