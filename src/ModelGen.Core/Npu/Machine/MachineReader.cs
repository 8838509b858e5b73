using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Json;

namespace ModelGen.Npu;

/// <summary>Reads the text form of a machine: nothing unknown, nothing twice, nothing left out but what a preset gives.</summary>
internal sealed class MachineReader(string text)
{
    private static readonly string[] Groups = [.. MachineMembers.Of.Select(m => m.Path).Where(p => p.Contains(".")).Select(p => p.Substring(0, p.IndexOf('.'))).Distinct()];

    private readonly JsonScanner json = new(text);
    private readonly Dictionary<string, double> values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly List<ExternalMemory> memories = [];
    private string? name, preset, kind;

    public NpuMachine Read()
    {
        json.ReadObject("The machine", ReadMember);
        json.RequireEnd();
        NpuMachine machine = Complete();
        foreach ((string path, string message) in MachineRules.Find(machine))
        {
            throw json.ErrorAt(PlaceOf(path), message);
        }

        return machine;
    }

    private void ReadMember(string member)
    {
        RequireOnce(member);
        switch (member)
        {
            case "name":
                name = json.ReadString("\"name\"");
                places[member] = json.Place;
                break;
            case "preset":
                preset = json.ReadString("\"preset\"");
                if (NpuPresets.Find(preset) is null)
                {
                    throw json.Error($"\"preset\" is \"{preset}\", which is unknown; known are {string.Join(", ", NpuPresets.All.Select(p => p.Machine.Name))}.");
                }

                break;
            case "memories":
                json.ReadArray("\"memories\"", () => memories.Add(ReadMemory($"memories[{memories.Count}]")));
                break;
            default:
                if (Groups.Contains(member))
                {
                    json.ReadObject($"\"{member}\"", n => ReadInGroup(member, n));
                }
                else
                {
                    ReadValue(MachineMembers.Of, member, member, json.Place);
                }

                break;
        }
    }

    private void ReadInGroup(string group, string member)
    {
        string path = group + "." + member;
        RequireOnce(path);
        if (path != "array.kind")
        {
            ReadValue(MachineMembers.Of, path, path, json.Place);
            return;
        }

        kind = json.ReadString("\"array.kind\"");
        if (kind is not ("dotProduct" or "systolic"))
        {
            throw json.Error($"\"array.kind\" is \"{kind}\"; write \"dotProduct\" or \"systolic\".");
        }
    }

    private ExternalMemory ReadMemory(string path)
    {
        string? memoryName = null;
        json.ReadObject($"\"{path}\"", member =>
        {
            RequireOnce($"{path}.{member}");
            if (member == "name")
            {
                memoryName = json.ReadString($"\"{path}.name\"");
                places[$"{path}.name"] = json.Place;
            }
            else
            {
                ReadValue(MachineMembers.OfMemory, member, $"{path}.{member}", json.Place);
            }
        });
        var memory = new ExternalMemory
        {
            Name = memoryName ?? throw Missing(path + ".name"),
            Bytes = 0,
            BytesPerSecond = 0,
            ReadLatencyCycles = 0,
            WriteLatencyCycles = 0,
            Writable = false,
            Holds = TensorClasses.None,
            ReadPicojoulesPerByte = 0,
            WritePicojoulesPerByte = 0,
        };
        foreach (MachineMember<ExternalMemory> member in MachineMembers.OfMemory)
        {
            string full = $"{path}.{member.Path}";
            memory = member.With(memory, values.TryGetValue(full, out double value) ? value : throw Missing(full));
        }

        return memory;
    }

    private void ReadValue<T>(MachineMember<T>[] members, string member, string path, int namePlace)
    {
        MachineMember<T>? found = members.FirstOrDefault(m => m.Path == member);
        if (found is null)
        {
            int dot = member.IndexOf('.');
            string prefix = member.Substring(0, dot + 1);
            IEnumerable<string> known = members.Where(m => m.Path.StartsWith(prefix, StringComparison.Ordinal) && (dot > 0 || !m.Path.Contains("."))).Select(m => m.Name);
            IEnumerable<string> others = dot > 0 || typeof(T) != typeof(NpuMachine) ? [] : Groups.Concat(["name", "preset", "memories"]);
            throw json.ErrorAt(namePlace, $"\"{path}\" is unknown; known are {string.Join(", ", known.Concat(others))}.");
        }

        string what = $"\"{path}\"";
        double value = found.Kind == MemberKind.Flag ? json.ReadBoolean(what) ? 1 : 0 : json.ReadDouble(what);
        if (found.Defect(path, value) is { } defect)
        {
            throw json.Error(defect);
        }

        values[path] = value;
        places[path] = json.Place;
    }

    private NpuMachine Complete()
    {
        NpuMachine machine = preset is null ? Blank(kind ?? throw Missing("array.kind")) : NpuPresets.Get(preset);
        bool otherArray = kind is not null && kind != MachineWriter.KindOf(machine.Array);
        machine = machine with
        {
            Name = name ?? (preset is null ? throw Missing("name") : machine.Name),
            Array = otherArray ? BlankArray(kind!) : machine.Array,
            Memories = places.ContainsKey("memories") ? memories.ToArray() : preset is null ? throw Missing("memories") : machine.Memories,
        };
        foreach (MachineMember<NpuMachine> member in MachineMembers.Of)
        {
            bool applies = !double.IsNaN(member.Get(machine)), given = values.TryGetValue(member.Path, out double value);
            if (given && !applies)
            {
                throw json.ErrorAt(places[member.Path], $"\"{member.Path}\" is no member of an array of the kind \"{MachineWriter.KindOf(machine.Array)}\".");
            }

            if (given)
            {
                machine = member.With(machine, value);
            }
            else if (applies && (preset is null || (otherArray && member.Path.StartsWith("array.", StringComparison.Ordinal))))
            {
                throw Missing(member.Path);
            }
        }

        return machine;
    }

    private void RequireOnce(string path)
    {
        if (places.ContainsKey(path))
        {
            throw json.Error($"\"{path}\" occurs twice; keep one.");
        }

        places[path] = json.Place;
    }

    private FormatException Missing(string path) => json.Error($"\"{path}\" is missing; add it, or name a \"preset\" to start from.");

    /// <summary>The place of a member, or of the nearest one around it that was written.</summary>
    private int PlaceOf(string path) =>
        places.TryGetValue(path, out int place) ? place : path.LastIndexOf('.') is > 0 and int dot ? PlaceOf(path.Substring(0, dot)) : 0;

    private static MacArray BlankArray(string kind) =>
        kind == "systolic"
            ? new SystolicArray { Rows = 0, Columns = 0, PreloadHidden = false }
            : new DotProductArray { Pixels = 0, InChannels = 0, OutChannels = 0 };

    private static NpuMachine Blank(string kind) => new()
    {
        Name = "",
        ClockHertz = 0,
        Array = BlankArray(kind),
        DepthwiseLanes = 0,
        ArrayStartUpCycles = 0,
        Scratchpad = new Scratchpad { Bytes = 0, Banks = 0, ReadBytesPerCycle = 0, WriteBytesPerCycle = 0 },
        AccumulatorBytes = 0,
        WeightBytes = 0,
        ParameterBytes = 0,
        VectorLanes = 0,
        Dma = new DirectMemoryAccess { Engines = 0, BytesPerCycle = 0, StartUpCycles = 0, BurstBytes = 0, DecoderBytesPerCycle = 0 },
        Memories = default,
        Energy = new EnergyTable
        {
            MacPicojoules = 0,
            VectorPicojoules = 0,
            ScratchpadReadPicojoulesPerByte = 0,
            ScratchpadWritePicojoulesPerByte = 0,
            AccumulatorPicojoulesPerByte = 0,
            WeightPicojoulesPerByte = 0,
            ParameterPicojoulesPerByte = 0,
            StaticMilliwatts = 0,
        },
        Cores = 0,
    };
}
