using System.Collections.Generic;

namespace ModelGen.Npu;

/// <summary>The registers of an engine, numbered in the order in which they are declared.</summary>
public abstract class RegisterSet
{
    private readonly NpuEngine engine;
    private readonly List<NpuRegister> all = [];

    private protected RegisterSet(NpuEngine engine) => this.engine = engine;

    /// <summary>All registers; the one numbered n is at n − 1.</summary>
    public IReadOnlyList<NpuRegister> All => all;

    private protected NpuRegister Unsigned(string name, int width, string meaning, long initial = 0) => Add(new NpuField(name, width, meaning), initial);

    private protected NpuRegister Signed(string name, int width, string meaning, long initial = 0) => Add(new NpuField(name, width, meaning, signed: true), initial);

    private protected NpuRegister Choice(string name, string meaning, params string[] values) => Add(new NpuField(name, 1, meaning, false, values), 0);

    private NpuRegister Add(NpuField field, long initial)
    {
        var register = new NpuRegister(engine, (byte)(all.Count + 1), field, initial);
        all.Add(register);
        return register;
    }
}
