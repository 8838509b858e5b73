namespace ModelGen.Npu;

/// <summary>Who accessed a byte: an instruction, by its number among those that its actor has begun.</summary>
/// <param name="Actor">The engine, of a core; −1 for what is there when the program begins.</param>
/// <param name="Epoch">The number, from 1 on.</param>
/// <param name="Instruction">The index in the program.</param>
/// <param name="Layer">The layer; −1 before the first MARK.</param>
internal readonly record struct AccessStamp(int Actor, long Epoch, int Instruction, int Layer);
