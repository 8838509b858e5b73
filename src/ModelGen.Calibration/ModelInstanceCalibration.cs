using System;
using System.Collections.Generic;

namespace ModelGen.Calibration;

/// <summary>Calibrates models with the weights that they were made with, as in <c>net.Calibrate(samples)</c>.</summary>
/// <remarks>Apart from <see cref="ModelCalibration"/>, since one class cannot extend a type and its instances with one name.</remarks>
public static class ModelInstanceCalibration
{
    extension<TModel>(TModel model)
        where TModel : class, IModel<TModel>
    {
        /// <summary>As <see cref="Calibrator.Run"/>, with the weights of the model.</summary>
        /// <inheritdoc cref="Calibrator.Run"/>
        /// <exception cref="InvalidOperationException">The model was made with its constructor instead of <c>Create</c>.</exception>
        public CalibrationProfile Calibrate(IEnumerable<IReadOnlyList<Tensor>> samples, CalibrationOptions? options = null, IProgress<int>? progress = null) =>
            Calibrator.Run(TModel.Info, Weights(model), samples, options, progress);

        /// <summary>As <see cref="Calibrator.Run"/>, for models with one single-precision input, with the weights of the model.</summary>
        /// <param name="samples">The values of the input for each run, as for <c>Run</c>. Enumerated once, and twice for equalization.</param>
        /// <param name="options">How to calibrate; null for the defaults.</param>
        /// <param name="progress">Told after each sample how many runs are done; equalization runs each sample twice.</param>
        /// <exception cref="InvalidOperationException">The model was made with its constructor instead of <c>Create</c>.</exception>
        /// <exception cref="ArgumentException">The model has several inputs, or one of another element type.</exception>
        /// <exception cref="CalibrationException">There is no sample, one does not fit the model, or a value that is not finite appears.</exception>
        /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
        public CalibrationProfile Calibrate(IEnumerable<float[]> samples, CalibrationOptions? options = null, IProgress<int>? progress = null) =>
            ModelCalibration.RunSingle<TModel>(Weights(model), samples, options, progress);
    }

    private static ModelWeights Weights<TModel>(TModel model)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Weights;
    }
}
