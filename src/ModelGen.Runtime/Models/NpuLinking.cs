using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Npu;

namespace ModelGen;

/// <summary>Networks on the NPUs that they were compiled for.</summary>
public static class NpuLinking
{
    /// <summary>A network on one of the NPUs of its [Target] attributes, with its own weights.</summary>
    /// <typeparam name="TModel">The class.</typeparam>
    /// <param name="model">The network, made with <c>Create</c>.</param>
    /// <param name="machine">The name of the NPU; null for that of the first attribute.</param>
    /// <exception cref="ArgumentException">The class has no such target.</exception>
    /// <exception cref="InvalidOperationException">The network was made with its constructor instead of <c>Create</c>.</exception>
    /// <exception cref="ModelWeightsException">Embedded weights are malformed.</exception>
    public static NpuModel OnNpu<TModel>(this TModel model, string? machine = null)
        where TModel : IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        IReadOnlyList<NpuPlan> plans = TModel.Info.NpuPlans;
        NpuPlan? plan = plans.FirstOrDefault(p => machine is null || p.Machine.Name == machine);
        if (plan is null)
        {
            string targets = plans.Count == 0 ? "it has none: add [Target(Backend.Npu, Preset = …)]" : "it has " + string.Join(", ", plans.Select(p => $"'{p.Machine.Name}'"));
            throw new ArgumentException($"{TModel.Info.Name} has no NPU target{(machine is null ? "" : $" '{machine}'")}; {targets}.", nameof(machine));
        }

        return plan.Link(model.Weights);
    }

    /// <summary>A plan with weights.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="weights">The weights of the model that it was made from.</param>
    /// <exception cref="ArgumentException">A tensor is missing or of another type than the network says.</exception>
    /// <exception cref="ModelWeightsException">A tensor is malformed.</exception>
    /// <exception cref="ModelGen.Numerics.QuantizationException">Weights cannot be quantized as the network asks; the message begins with the layer.</exception>
    public static NpuModel Link(this NpuPlan plan, ModelWeights weights)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(weights);
        return plan.Link(path => weights.Contains(path) ? weights[path] : null);
    }
}
