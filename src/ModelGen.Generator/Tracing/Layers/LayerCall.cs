using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.Tracing.Library;
using ModelGen.Generator.Tracing.Values;
using ModelGen.IR;

namespace ModelGen.Generator.Tracing.Layers;

/// <summary>A use of a layer in Forward.</summary>
internal sealed class LayerCall(TraceSession session, LayerValue layer, string path, TensorValue? input, SyntaxNode syntax)
{
    /// <summary>The layer.</summary>
    public LayerValue Layer { get; } = layer;

    /// <summary>The arguments of its constructor.</summary>
    public Arguments Arguments => Layer.Arguments!;

    /// <summary>The tensor that it is applied to.</summary>
    public TensorValue Input => input!;

    /// <summary>The trained single-precision tensor below the layer's path; null, and reported, where an earlier use needed another shape.</summary>
    public TensorValue? Parameter(string name, params int[] extents) => ParameterAt(path + "." + name, extents);

    /// <summary>The trained tensor at the layer's path itself.</summary>
    public TensorValue? OwnParameter(params int[] extents) => ParameterAt(path, extents);

    /// <summary>Reports that the shapes do not fit; the result is unknown.</summary>
    public Value ShapeError(string reason) => session.Report(Rules.ShapeError, syntax, $"{Layer.Type.Name} '{path}'", reason);

    /// <summary>Adds an operator, or reports why its shape rule refuses the inputs. An input of null was reported before.</summary>
    public Value Apply(Operator op, params TensorValue?[] inputs)
    {
        var known = new TensorValue[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputs[i] is not { } tensor)
            {
                return UnknownValue.Instance;
            }

            known[i] = tensor;
        }

        Inference inference = session.Graph.Infer(op, known);
        return inference.Error is { } error ? ShapeError(error) : session.Graph.Add(path, op, syntax.GetLocation(), known);
    }

    private TensorValue? ParameterAt(string parameterPath, int[] extents)
    {
        long count = 1;
        foreach (int extent in extents)
        {
            count = System.Math.Min(count * extent, 1L << 40);
        }

        if (count > int.MaxValue)
        {
            ShapeError($"'{parameterPath}' would have the shape [{string.Join(", ", extents)}], which is more than 2^31 - 1 elements.");
            return null;
        }

        var shape = new Shape(extents);
        if (session.Graph.FindParameter(parameterPath) is not { } found)
        {
            return session.Graph.AddParameter(Layer, parameterPath, new TensorType(ElementType.Float32, shape));
        }

        if (!ReferenceEquals(found.Owner, Layer))
        {
            session.Report(Rules.DuplicateParameterPath, Layer.Field, parameterPath);
            return null;
        }

        if (found.Tensor.Shape != shape)
        {
            session.Report(Rules.LayerReuse, syntax, Layer.Type.Name, path, parameterPath, found.Tensor.Shape.ToString(), input?.Shape.ToString() ?? "", shape.ToString());
            return null;
        }

        return found.Tensor;
    }
}
