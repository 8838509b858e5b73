using System.Collections.Generic;
using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Emission;

/// <summary>The registers of all engines as instructions find them.</summary>
internal sealed class RegisterFile
{
    private const int SettingsOfOne = 4;

    private readonly long[][] registers = new long[5][];
    private readonly RegisterSetting[]?[] last = new RegisterSetting[5][];
    private readonly List<RegisterSetting> changed = [];

    /// <summary>All registers have their first values.</summary>
    public RegisterFile()
    {
        for (int e = 1; e < registers.Length; e++)
        {
            IReadOnlyList<NpuRegister> all = NpuIsa.RegistersOf((NpuEngine)e);
            registers[e] = new long[all.Count + 1];
            foreach (NpuRegister register in all)
            {
                registers[e][register.Index] = register.Initial;
            }
        }
    }

    /// <summary>Adds CFG for the registers whose values an instruction needs otherwise.</summary>
    public void Configure(Draft draft, List<NpuInstruction> code)
    {
        int engine = (int)draft.Instruction.Engine;
        if (ReferenceEquals(last[engine], draft.Settings))
        {
            return;
        }

        last[engine] = draft.Settings;
        long[] file = registers[engine];
        changed.Clear();
        foreach (RegisterSetting setting in draft.Settings)
        {
            if (file[setting.Register] != setting.Value)
            {
                file[setting.Register] = setting.Value;
                changed.Add(setting);
            }
        }

        for (int i = 0; i < changed.Count; i += SettingsOfOne)
        {
            NpuInstruction configure = NpuInstruction.Of(NpuIsa.Configure, draft.Instruction.Engine);
            for (int j = i; j < changed.Count && j < i + SettingsOfOne; j++)
            {
                configure = configure
                    .With(NpuIsa.Configure.Registers[j - i], changed[j].Register)
                    .With(NpuIsa.Configure.RegisterValues[j - i], changed[j].Value & ((1L << 40) - 1));
            }

            code.Add(configure);
        }
    }
}
