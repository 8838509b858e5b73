namespace ModelGen.Generator.Pipeline;

/// <summary>The names of the incremental steps, by which tests ask why a step ran.</summary>
internal static class TrackingNames
{
    /// <summary>A [Model] class to everything that is known of it. Runs on every change of the compilation.</summary>
    public const string Trace = nameof(Trace);

    /// <summary>What of a trace decides the generated code: no source locations.</summary>
    public const string Network = nameof(Network);

    /// <summary>A network with the calibration that it names.</summary>
    public const string CalibratedNetwork = nameof(CalibratedNetwork);

    /// <summary>The file of a model that its users see.</summary>
    public const string Api = nameof(Api);

    /// <summary>The file that takes the place of <see cref="Api"/> while a model has errors.</summary>
    public const string ApiStub = nameof(ApiStub);

    /// <summary>Classes whose names differ only by case.</summary>
    public const string Collisions = nameof(Collisions);

    /// <summary>The file of a model that holds its kernels.</summary>
    public const string Kernels = nameof(Kernels);

    /// <summary>The file of a calibrated model that has the source lines of its layers.</summary>
    public const string Places = nameof(Places);

    /// <summary>Where a network that could not be compiled was declared.</summary>
    public const string Failures = nameof(Failures);

    /// <summary>A [Module] class to what is known of it.</summary>
    public const string Module = nameof(Module);

    /// <summary>The file of a module.</summary>
    public const string ModuleSource = nameof(ModuleSource);

    /// <summary>One weights manifest, parsed.</summary>
    public const string Manifest = nameof(Manifest);

    /// <summary>Every weights manifest of the project.</summary>
    public const string Manifests = nameof(Manifests);

    /// <summary>One calibration file, parsed.</summary>
    public const string Calibration = nameof(Calibration);

    /// <summary>Every calibration file of the project.</summary>
    public const string Calibrations = nameof(Calibrations);

    /// <summary>What is wrong with models.</summary>
    public const string ModelDiagnostics = nameof(ModelDiagnostics);

    /// <summary>What is wrong with modules.</summary>
    public const string ModuleDiagnostics = nameof(ModuleDiagnostics);

    /// <summary>Where models and weights files do not agree.</summary>
    public const string WeightDiagnostics = nameof(WeightDiagnostics);

    /// <summary>Why calibration files that models name cannot be used.</summary>
    public const string CalibrationDiagnostics = nameof(CalibrationDiagnostics);
}
