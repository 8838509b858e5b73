using System;

namespace ModelGen.Calibration;

/// <summary>A model cannot be calibrated with the given samples; the message says which and why.</summary>
/// <param name="message">What is wrong and what to do.</param>
public sealed class CalibrationException(string message) : Exception(message);
