namespace ModelGen.Npu;

/// <summary>A register of an engine, which keeps its value until an instruction sets another.</summary>
public sealed class NpuRegister
{
    internal NpuRegister(NpuEngine engine, byte index, NpuField field, long initial)
    {
        Engine = engine;
        Index = index;
        Field = field;
        Initial = initial;
    }

    /// <summary>The engine that has it.</summary>
    public NpuEngine Engine { get; }

    /// <summary>The number by which instructions name it, from 1 on.</summary>
    public byte Index { get; }

    /// <summary>Name, width and meaning.</summary>
    public NpuField Field { get; }

    /// <summary>The value when a program begins.</summary>
    public long Initial { get; }
}
