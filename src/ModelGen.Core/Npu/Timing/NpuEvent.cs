namespace ModelGen.Npu;

/// <summary>
/// An instruction that an engine has executed. Its parts, which <see cref="NpuRun.PartsOf(in NpuEvent)"/> gives, account for every cycle from the end of the engine's
/// event before it to its own end.
/// </summary>
/// <param name="Core">The core.</param>
/// <param name="Engine">The engine.</param>
/// <param name="Layer">The layer that MARK named when it was dispatched; −1 before the first MARK.</param>
/// <param name="Instruction">The index of the instruction in the program.</param>
/// <param name="Dispatched">The cycle from which it is in the queue.</param>
/// <param name="Began">The cycle in which it began: its semaphores were taken.</param>
/// <param name="Ended">The cycle from which its results and signals are there.</param>
/// <param name="ReleasedBy">The index of the event whose signal let it begin; −1 if none did.</param>
/// <param name="FirstPart">The index of its first part.</param>
/// <param name="Parts">The number of its parts.</param>
public readonly record struct NpuEvent(
    byte Core, NpuEngine Engine, int Layer, int Instruction, long Dispatched, long Began, long Ended, int ReleasedBy, int FirstPart, int Parts);

/// <summary>Bytes that an event reads or writes, from the least address to the greatest.</summary>
/// <param name="Event">The index of the event.</param>
/// <param name="Space">The kind of memory.</param>
/// <param name="Memory">The index of the external memory; else 0.</param>
/// <param name="Writes">Whether the bytes are written.</param>
/// <param name="Low">The least address.</param>
/// <param name="High">One more than the greatest address.</param>
public readonly record struct NpuTouch(int Event, NpuSpace Space, int Memory, bool Writes, long Low, long High);
