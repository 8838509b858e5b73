using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ModelGen.Conformance.Harness;

/// <summary>A compiled case, by reflection over its class.</summary>
internal sealed class CompiledModel(ModelCase source, Type type, Type calls)
{
    private readonly Action<object, ModelContext?, Array[], float[][]> run = calls.GetMethod("Run")!.CreateDelegate<Action<object, ModelContext?, Array[], float[][]>>();
    private readonly Func<object, ModelContext> createContext = calls.GetMethod("CreateContext")!.CreateDelegate<Func<object, ModelContext>>();

    public ModelCase Case { get; } = source;

    public ModelInfo Info { get; } = (ModelInfo)type.GetProperty("Info")!.GetValue(null)!;

    public object Create(ModelWeights weights, ModelOptions options) =>
        type.GetMethod("Create", [typeof(ModelWeights), typeof(ModelOptions)])!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [weights, options], null)!;

    /// <summary>Random inputs for one run.</summary>
    public Tensor[] DrawInputs(ulong seed) => [.. Info.Inputs.Zip(Case.Inputs, (info, input) => input.Values.Draw(info.Type, seed++))];

    public float[][] NewOutputs() => [.. Info.Outputs.Select(o => new float[o.Type.Shape.ElementCount])];

    public ModelContext CreateContext(object net) => createContext(net);

    /// <summary>Runs in the context, or in the net's own.</summary>
    public void Run(object net, ModelContext? context, Array[] inputs, float[][] outputs) => run(net, context, inputs, outputs);

    public float[][] Run(object net, Tensor[] inputs)
    {
        float[][] outputs = NewOutputs();
        run(net, null, [.. inputs.Select(Values)], outputs);
        return outputs;
    }

    public float[][] RunEagerly(object net, Tensor[] inputs) => EagerOutputs(type, net, inputs, Info);

    /// <summary>What Forward of a model class returns, checked against the shapes that were inferred for it.</summary>
    public static float[][] EagerOutputs(Type type, object net, Tensor[] inputs, ModelInfo info)
    {
        object result = type.GetMethod("Forward")!.Invoke(net, BindingFlags.DoNotWrapExceptions, null, [.. inputs], null)!;
        Tensor[] tensors = result is Tensor single ? [single] : [.. Elements((ITuple)result)];
        Assert.Equal(info.Outputs.Select(o => o.Type), tensors.Select(t => t.Type));
        return [.. tensors.Select(t => t.Floats)];
    }

    /// <summary>The values of a tensor as an array of its element type.</summary>
    public static Array Values(Tensor tensor) => tensor.Type.Element switch
    {
        ElementType.Int32 => tensor.Ints,
        ElementType.UInt8 => tensor.Bytes,
        ElementType.Int8 => tensor.SignedBytes,
        _ => tensor.Floats,
    };

    private static IEnumerable<Tensor> Elements(ITuple tuple)
    {
        for (int i = 0; i < tuple.Length; i++)
        {
            yield return (Tensor)tuple[i]!;
        }
    }
}
