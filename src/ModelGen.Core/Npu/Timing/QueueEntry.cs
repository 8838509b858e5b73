namespace ModelGen.Npu;

/// <summary>An instruction in the queue of an engine.</summary>
/// <param name="Index">Its index in the program.</param>
/// <param name="Instruction">The instruction as the loops around it have it.</param>
/// <param name="Layer">The layer; −1 before the first MARK.</param>
/// <param name="Dispatched">The cycle from which it is in the queue.</param>
internal readonly record struct QueueEntry(int Index, NpuInstruction Instruction, int Layer, long Dispatched);
