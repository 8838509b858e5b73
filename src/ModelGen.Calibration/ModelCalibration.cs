using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Calibration;

/// <summary>Calibrates model classes, as in <c>DigitClassifier.Calibrate(samples)</c>.</summary>
public static class ModelCalibration
{
    extension<TModel>(TModel)
        where TModel : IModel<TModel>
    {
        /// <summary>As <see cref="Calibrator.Run"/>, with the weights that are embedded in the model's assembly.</summary>
        /// <inheritdoc cref="Calibrator.Run"/>
        /// <exception cref="InvalidOperationException">The model has no embedded weights.</exception>
        public static CalibrationProfile Calibrate(IEnumerable<IReadOnlyList<Tensor>> samples, CalibrationOptions? options = null, IProgress<int>? progress = null) =>
            Calibrator.Run(TModel.Info, GetEmbedded<TModel>(), samples, options, progress);

        /// <inheritdoc cref="Calibrator.Run"/>
        public static CalibrationProfile Calibrate(
            ModelWeights weights, IEnumerable<IReadOnlyList<Tensor>> samples, CalibrationOptions? options = null, IProgress<int>? progress = null) =>
            Calibrator.Run(TModel.Info, weights, samples, options, progress);

        /// <summary>As <see cref="Calibrator.Run"/>, for models with one single-precision input and embedded weights.</summary>
        /// <param name="samples">The values of the input for each run, as for <c>Run</c>. Enumerated once, and twice for equalization.</param>
        /// <param name="options">How to calibrate; null for the defaults.</param>
        /// <param name="progress">Told after each sample how many runs are done; equalization runs each sample twice.</param>
        /// <exception cref="InvalidOperationException">The model has no embedded weights.</exception>
        /// <exception cref="ArgumentException">The model has several inputs, or one of another element type.</exception>
        /// <exception cref="CalibrationException">There is no sample, one does not fit the model, or a value that is not finite appears.</exception>
        /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
        public static CalibrationProfile Calibrate(IEnumerable<float[]> samples, CalibrationOptions? options = null, IProgress<int>? progress = null) =>
            RunSingle<TModel>(GetEmbedded<TModel>(), samples, options, progress);

        /// <summary>As <see cref="Calibrator.Run"/>, for models with one single-precision input.</summary>
        /// <param name="weights">Its weights.</param>
        /// <param name="samples">The values of the input for each run, as for <c>Run</c>. Enumerated once, and twice for equalization.</param>
        /// <param name="options">How to calibrate; null for the defaults.</param>
        /// <param name="progress">Told after each sample how many runs are done; equalization runs each sample twice.</param>
        /// <exception cref="ArgumentException">The model has several inputs, or one of another element type.</exception>
        /// <exception cref="CalibrationException">There is no sample, one does not fit the model, or a value that is not finite appears.</exception>
        /// <exception cref="ModelWeightsException">The weights do not fit the model.</exception>
        /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
        public static CalibrationProfile Calibrate(ModelWeights weights, IEnumerable<float[]> samples, CalibrationOptions? options = null, IProgress<int>? progress = null) =>
            RunSingle<TModel>(weights, samples, options, progress);
    }

    /// <summary>Calibrates a model with one single-precision input.</summary>
    internal static CalibrationProfile RunSingle<TModel>(ModelWeights weights, IEnumerable<float[]> samples, CalibrationOptions? options, IProgress<int>? progress)
        where TModel : IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(samples);
        ModelInfo info = TModel.Info;
        return info.Inputs is [{ Type: { Element: ElementType.Float32, Shape: var shape } } input]
            ? Calibrator.Run(info, weights, samples.Select((values, i) => ToSample(info, input.Name, shape, values, i + 1)), options, progress)
            : throw new ArgumentException($"{info.Name} has other inputs than one of single precision: give a tensor for each input.", nameof(samples));
    }

    private static IReadOnlyList<Tensor> ToSample(ModelInfo info, string input, Shape shape, float[] values, int number) => values.Length == shape.ElementCount
        ? [new Tensor(shape, values)]
        : throw new CalibrationException($"The input '{input}' of {info.Name} has {shape.ElementCount} values, but sample {number} gives {values.Length}.");

    private static ModelWeights GetEmbedded<TModel>()
        where TModel : IModel<TModel> => ModelWeights.FindEmbedded<TModel>()
        ?? throw new InvalidOperationException($"{typeof(TModel).Name} has no embedded weights, as its [Model] attribute names none: give its weights.");
}
