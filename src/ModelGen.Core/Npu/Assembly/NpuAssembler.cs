using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ModelGen.Npu;

/// <summary>Reads the text form of programs, which docs/npu-isa.md describes.</summary>
public sealed class NpuAssembler
{
    private const int MostConstantBytes = 1 << 30;

    private readonly List<NpuInstruction> code = [];
    private readonly List<(int Memory, long Address, List<byte> Bytes)> constants = [];
    private readonly List<NpuRegion> regions = [];
    private readonly List<NpuLayer> layers = [];
    private readonly string[] semaphores = new string[NpuIsa.Semaphores];
    private readonly InstructionParser instructions;
    private ulong? machineHash;
    private int? cores;

    private NpuAssembler(NpuMachine? machine)
    {
        machineHash = machine?.Hash;
        for (int i = 0; i < semaphores.Length; i++)
        {
            semaphores[i] = "";
        }

        instructions = new InstructionParser(semaphores);
    }

    /// <summary>Reads a program. It need not be valid on the machine.</summary>
    /// <param name="text">The text.</param>
    /// <param name="machine">The machine that it is for; may be left out where the text has a <c>.machine</c>.</param>
    /// <exception cref="NpuProgramException">The text is malformed; the message has the line and column.</exception>
    public static NpuProgram Assemble(string text, NpuMachine? machine = null) => new NpuAssembler(machine).Read(text);

    private NpuProgram Read(string text)
    {
        foreach (List<AssemblyToken> line in AssemblyScanner.Lines(text))
        {
            if (line[0].Text.StartsWith(".", StringComparison.Ordinal) && !line[0].Quoted)
            {
                ReadDirective(line);
            }
            else
            {
                code.Add(instructions.Parse(line));
            }
        }

        int named = semaphores.Length;
        while (named > 0 && semaphores[named - 1].Length == 0)
        {
            named--;
        }

        return new NpuProgram
        {
            MachineHash = machineHash ?? throw new NpuProgramException("Line 1, column 1: The text has no .machine; add it, or give the machine."),
            Cores = cores ?? 1,
            Code = code.ToArray(),
            Constants = constants.Select(c => new NpuConstant(c.Memory, c.Address, c.Bytes.ToArray())).ToArray(),
            Regions = regions.ToArray(),
            Layers = layers.ToArray(),
            Semaphores = semaphores.Take(named).ToArray(),
        };
    }

    private void ReadDirective(List<AssemblyToken> line)
    {
        switch (line[0].Text)
        {
            case ".machine":
                RequireOperands(line, "HASH");
                ulong hash = Hash(line[1]);
                if (machineHash is { } other && other != hash)
                {
                    throw line[1].Error($"The program is for machine {line[1].Text}, but the machine given is 0x{other:x16}.");
                }

                machineHash = hash;
                break;
            case ".cores":
                RequireOperands(line, "COUNT");
                cores = cores is null ? (int)Number(line[1], 1, 64) : throw line[0].Error(".cores occurs twice; keep one.");
                break;
            case ".semaphore":
                RequireOperands(line, "NUMBER", "NAME");
                NameSemaphore((int)Number(line[1], 0, NpuIsa.Semaphores - 1), line[2]);
                break;
            case ".region":
                RequireOperands(line, "KIND", "NAME", "MEMORY", "ADDRESS", "BYTES");
                regions.Add(new NpuRegion(KindOf(line[1]), line[2].Text, (int)Number(line[3], 0, 15), Number(line[4], 0, (1L << 48) - 1), Number(line[5], 1, 1L << 48)));
                break;
            case ".constant":
                RequireOperands(line, "MEMORY", "ADDRESS");
                constants.Add(((int)Number(line[1], 0, 15), Number(line[2], 0, (1L << 48) - 1), []));
                break;
            case ".bytes":
                RequireOperands(line, "HEXADECIMAL");
                AddBytes(line[0], line[1]);
                break;
            case ".layer":
                RequireOperands(line, "NAME", "FILE", "LINE", "COLUMN");
                layers.Add(new NpuLayer(line[1].Text, line[2].Text, (int)Number(line[3], 0, int.MaxValue), (int)Number(line[4], 0, int.MaxValue)));
                break;
            default:
                throw line[0].Error($"'{line[0].Text}' is unknown; known are .machine, .cores, .semaphore, .region, .constant, .bytes and .layer.");
        }
    }

    private void NameSemaphore(int index, AssemblyToken name)
    {
        if (!DisassemblyNames.IsSemaphoreName(name.Text))
        {
            throw name.Error($"The name '{name.Text}' of a semaphore is not made of letters, digits and '_', or is that of a number.");
        }

        if (semaphores.Contains(name.Text) || semaphores[index].Length > 0)
        {
            throw name.Error($"Semaphore {MemberText.Number(index)} or the name '{name.Text}' is taken.");
        }

        semaphores[index] = name.Text;
    }

    private void AddBytes(AssemblyToken directive, AssemblyToken token)
    {
        if (constants.Count == 0)
        {
            throw directive.Error("There is no .constant before these .bytes.");
        }

        List<byte> bytes = constants[constants.Count - 1].Bytes;
        if (token.Text.Length % 2 != 0 || !token.Text.All(Uri.IsHexDigit) || bytes.Count + (token.Text.Length / 2) > MostConstantBytes)
        {
            throw token.Error("Bytes are pairs of hexadecimal digits, at most 1 GiB of them in a constant.");
        }

        for (int i = 0; i < token.Text.Length; i += 2)
        {
            bytes.Add(byte.Parse(token.Text.Substring(i, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        }
    }

    private static NpuRegionKind KindOf(AssemblyToken token) => token.Text switch
    {
        "input" => NpuRegionKind.Input,
        "output" => NpuRegionKind.Output,
        "scratch" => NpuRegionKind.Scratch,
        _ => throw token.Error($"The kind of a region is '{token.Text}', but it is input, output or scratch."),
    };

    private static ulong Hash(AssemblyToken token) =>
        token.Text.Length == 18 && token.Text.StartsWith("0x", StringComparison.Ordinal)
        && ulong.TryParse(token.Text.Substring(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong hash)
            ? hash
            : throw token.Error($"'{token.Text}' is no hash of a machine: 0x and 16 hexadecimal digits.");

    private static long Number(AssemblyToken token, long least, long most) =>
        InstructionParser.TryNumber(token.Text, out long value) && value >= least && value <= most
            ? value
            : throw token.Error($"'{token.Text}' is not a number from {MemberText.Number(least)} to {most.ToString(CultureInfo.InvariantCulture)}.");

    private static void RequireOperands(List<AssemblyToken> line, params string[] operands)
    {
        if (line.Count != operands.Length + 1)
        {
            throw line[0].Error($"{line[0].Text} has {MemberText.Number(line.Count - 1)} operands; write {line[0].Text} {string.Join(" ", operands)}.");
        }
    }
}
