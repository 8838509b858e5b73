using System.Collections.Generic;

namespace ModelGen.Npu;

/// <summary>What a program reads and writes of external memory.</summary>
internal static class ExternalAccesses
{
    /// <summary>Each LD and ST of each iteration and core, with its index, its access of external memory, and the one on chip that a LD writes.</summary>
    /// <param name="program">A valid program.</param>
    public static IEnumerable<(int Index, NpuAccess External, NpuAccess? Target)> Of(NpuProgram program)
    {
        var accesses = new List<NpuAccess>();
        for (int core = 0; core < program.Cores; core++)
        {
            NpuRegisters loads = new(NpuEngine.Load), stores = new(NpuEngine.Store);
            for (var front = new FrontEnd(program); !front.Halted; front.Advance())
            {
                NpuInstruction instruction = front.Stepped;
                if (instruction.Engine is not (NpuEngine.Load or NpuEngine.Store))
                {
                    continue;
                }

                NpuRegisters registers = instruction.Engine == NpuEngine.Load ? loads : stores;
                switch (instruction.Operation)
                {
                    case ConfigureOperation:
                        registers.Configure(instruction);
                        break;
                    case LoadOperation load:
                        accesses.Clear();
                        load.Accesses(instruction, registers, new NpuPoint(core), accesses);
                        yield return (front.Position, accesses[0], accesses[1]);
                        break;
                    case StoreOperation store:
                        accesses.Clear();
                        store.Accesses(instruction, registers, new NpuPoint(core), accesses);
                        yield return (front.Position, accesses[1], null);
                        break;
                }
            }
        }
    }
}
