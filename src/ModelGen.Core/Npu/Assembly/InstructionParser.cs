using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ModelGen.Npu;

/// <summary>Reads the line of an instruction: mnemonic, engine where the mnemonic leaves it open, operands as name=value.</summary>
internal sealed class InstructionParser(string[] semaphores)
{
    private static readonly NpuEngine[] Engines = [NpuEngine.Load, NpuEngine.Store, NpuEngine.Matrix, NpuEngine.Vector];

    public NpuInstruction Parse(List<AssemblyToken> line)
    {
        NpuOperation operation = (line[0].Quoted ? null : NpuIsa.Find(line[0].Text))
            ?? throw line[0].Error($"'{line[0].Text}' is unknown; known are {string.Join(", ", NpuIsa.Operations.Select(o => o.Mnemonic))}.");
        int first = operation.Engine is null ? 2 : 1;
        NpuEngine engine = operation.Engine ?? EngineOf(line);
        ushort wait = 0, signal = 0;
        var operands = new List<(AssemblyToken Token, string Name, string Value)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (AssemblyToken token in line.Skip(first))
        {
            int equals = token.Text.IndexOf('=');
            if (token.Quoted || equals <= 0)
            {
                throw token.Error($"'{token.Text}' is no operand; write NAME=VALUE.");
            }

            string name = token.Text.Substring(0, equals), value = token.Text.Substring(equals + 1);
            if (!seen.Add(name))
            {
                throw token.Error($"'{name}' occurs twice; keep one.");
            }

            switch (name)
            {
                case "wait":
                    wait = Mask(token, value);
                    break;
                case "signal":
                    signal = Mask(token, value);
                    break;
                default:
                    operands.Add((token, name, value));
                    break;
            }
        }

        if (operation.Engine == NpuEngine.Front && (wait | signal) != 0)
        {
            throw line[0].Error($"{operation.Mnemonic} belongs to the front end, which neither waits for semaphores nor signals them.");
        }

        NpuInstruction instruction = NpuInstruction.Of(operation, engine, wait, signal);
        return operation is ConfigureOperation ? Configure(line[0], instruction, operands) : Operands(line[0], instruction, operation, operands);
    }

    /// <summary>Reads a decimal number, or a hexadecimal one behind 0x, of at most 63 bits.</summary>
    public static bool TryNumber(string text, out long value)
    {
        bool negative = text.StartsWith("-", StringComparison.Ordinal);
        string digits = negative ? text.Substring(1) : text;
        bool hexadecimal = digits.StartsWith("0x", StringComparison.Ordinal);
        bool valid = hexadecimal
            ? long.TryParse(digits.Substring(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value) && value >= 0
            : long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        value = negative ? -value : value;
        return valid;
    }

    private static NpuInstruction Operands(
        AssemblyToken mnemonic, NpuInstruction instruction, NpuOperation operation, List<(AssemblyToken Token, string Name, string Value)> operands)
    {
        foreach ((AssemblyToken token, string name, string value) in operands)
        {
            NpuField field = operation.Fields.FirstOrDefault(f => f.Name == name)
                ?? throw token.Error($"'{name}' is no operand of {operation.Mnemonic}; they are {string.Join(", ", operation.Fields.Select(f => f.Name).Concat(["wait", "signal"]))}.");
            instruction = instruction.With(field, Value(token, field, value));
        }

        NpuField? missing = operation.Fields.FirstOrDefault(f => f.Values.Count == 0 && !f.IsOptional && operands.All(o => o.Name != f.Name));
        return missing is null ? instruction : throw mnemonic.Error($"{operation.Mnemonic} has no '{missing.Name}', {missing.Meaning}; add it.");
    }

    private static NpuInstruction Configure(
        AssemblyToken mnemonic, NpuInstruction instruction, List<(AssemblyToken Token, string Name, string Value)> operands)
    {
        if (operands.Count is 0 or > ConfigureOperation.Pairs)
        {
            throw mnemonic.Error($"CFG sets {MemberText.Number(operands.Count)} registers, but it sets 1 to {ConfigureOperation.Pairs}.");
        }

        IReadOnlyList<NpuRegister> registers = NpuIsa.RegistersOf(instruction.Engine);
        var settings = new (NpuRegister, long)[operands.Count];
        for (int i = 0; i < settings.Length; i++)
        {
            (AssemblyToken token, string name, string value) = operands[i];
            NpuRegister register = registers.FirstOrDefault(r => r.Field.Name == name)
                ?? throw token.Error($"'{name}' is no register of this engine; they are {string.Join(", ", registers.Select(r => r.Field.Name))}.");
            settings[i] = (register, Value(token, register.Field, value));
        }

        return NpuIsa.Set(settings).WithSemaphores(instruction.Wait, instruction.Signal);
    }

    private static long Value(AssemblyToken token, NpuField field, string text)
    {
        for (int i = 0; i < field.Values.Count; i++)
        {
            if (field.Values[i] == text)
            {
                return i;
            }
        }

        return field.Values.Count == 0 && TryNumber(text, out long value) && field.Allows(value)
            ? value
            : throw token.Error($"'{field.Name}' is '{text}', but it is {field.Range}.");
    }

    private static NpuEngine EngineOf(List<AssemblyToken> line)
    {
        foreach (NpuEngine engine in Engines)
        {
            if (line.Count > 1 && line[1].Text == NpuIsa.NameOf(engine))
            {
                return engine;
            }
        }

        throw (line.Count > 1 ? line[1] : line[0]).Error($"{line[0].Text} names no engine; write ld, st, mx or vx behind it.");
    }

    private ushort Mask(AssemblyToken token, string text)
    {
        int mask = 0;
        foreach (string name in text.Split(','))
        {
            int index = -1;
            for (int i = 0; i < NpuIsa.Semaphores && name.Length > 0; i++)
            {
                index = name == semaphores[i] || name == "s" + MemberText.Number(i) ? i : index;
            }

            if (index < 0)
            {
                throw token.Error($"'{name}' is no semaphore; they are s0 to s{NpuIsa.Semaphores - 1}, and those that .semaphore gives a name.");
            }

            mask |= 1 << index;
        }

        return (ushort)mask;
    }
}
