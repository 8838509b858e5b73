using System.Linq;

namespace ModelGen.Npu;

/// <summary>The registers of an engine.</summary>
public sealed class NpuRegisters
{
    private readonly NpuEngine engine;
    private readonly long[] values;

    /// <summary>Registers as they are when a program begins.</summary>
    /// <param name="engine">The engine.</param>
    public NpuRegisters(NpuEngine engine)
    {
        this.engine = engine;
        values = [0, .. NpuIsa.RegistersOf(engine).Select(r => r.Initial)];
    }

    /// <summary>The value of a register.</summary>
    /// <param name="register">A register of the engine.</param>
    public long this[NpuRegister register]
    {
        get => values[register.Index];
        set => values[register.Index] = value;
    }

    internal bool Flag(NpuRegister register) => values[register.Index] != 0;

    /// <summary>Executes a CFG, whose registers exist.</summary>
    internal void Configure(NpuInstruction instruction)
    {
        for (int i = 0; i < ConfigureOperation.Pairs; i++)
        {
            int index = (int)instruction[NpuIsa.Configure.Registers[i]];
            if (index > 0)
            {
                values[index] = ConfigureOperation.Extend(NpuIsa.RegistersOf(engine)[index - 1].Field, instruction[NpuIsa.Configure.RegisterValues[i]]);
            }
        }
    }
}
