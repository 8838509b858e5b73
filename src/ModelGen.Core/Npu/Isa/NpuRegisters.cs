using System.Linq;

namespace ModelGen.Npu;

/// <summary>The registers of an engine.</summary>
internal sealed class NpuRegisters
{
    private readonly NpuEngine engine;
    private readonly long[] values;

    public NpuRegisters(NpuEngine engine)
    {
        this.engine = engine;
        values = [0, .. NpuIsa.RegistersOf(engine).Select(r => r.Initial)];
    }

    public long this[NpuRegister register] => values[register.Index];

    public bool Flag(NpuRegister register) => values[register.Index] != 0;

    /// <summary>Executes a CFG, whose registers exist.</summary>
    public void Configure(NpuInstruction instruction)
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
