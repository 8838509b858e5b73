using System.Collections.Generic;

namespace ModelGen.Compiler.Backends.Npu.Layers;

/// <summary>How a cascade is divided into stripes, and what each stage has of the memories.</summary>
/// <param name="Rows">Rows of the last result in a stripe.</param>
/// <param name="Columns">Columns of the last result in a stripe.</param>
/// <param name="Stages">The stages.</param>
internal sealed record CascadeTiling(int Rows, int Columns, IReadOnlyList<CascadeStage> Stages);

/// <summary>A stage of a cascade.</summary>
/// <param name="Schedule">The tiles of a stripe.</param>
/// <param name="WindowRows">Rows of the result that are kept for the next stage; 0 of the last stage.</param>
/// <param name="WindowColumns">Columns of the result in a stripe.</param>
/// <param name="Weights">Bytes of the weight buffer.</param>
/// <param name="Parameters">Bytes of parameters.</param>
/// <param name="Tiles">Bytes of the scratchpad for tiles.</param>
/// <param name="Cycles">Its part of the estimate.</param>
internal sealed record CascadeStage(LayerSchedule Schedule, int WindowRows, int WindowColumns, long Weights, long Parameters, long Tiles, double Cycles);
