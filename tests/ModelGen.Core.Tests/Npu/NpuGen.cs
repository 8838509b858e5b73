using System;
using System.Linq;
using CsCheck;
using ModelGen.Npu;

namespace ModelGen.Core.Tests.Npu;

/// <summary>Random instructions and programs, well-formed but not valid.</summary>
internal static class NpuGen
{
    public static Gen<long> Value(NpuField field) =>
        Gen.OneOf(Gen.Const(field.Least), Gen.Const(field.Most), Gen.Long[field.Least, field.Most]);

    public static Gen<NpuInstruction> Instruction { get; } = Gen.OneOf([.. NpuIsa.Operations.Select(Of)]);

    public static Gen<NpuProgram> Program { get; } =
        from code in Instruction.Array[0, 12]
        from hash in Gen.ULong
        from cores in Gen.Int[1, 64]
        from bytes in Gen.Byte.Array[0, 80]
        from address in Gen.Long[0, (1L << 48) - 1]
        from name in Gen.String[Gen.OneOf(Gen.Char['\u0000', '\u017f'], Gen.Const('\u20ac')), 0, 12]
        from line in Gen.Int[0, int.MaxValue]
        from kind in Gen.Int[0, 2]
        from semaphore in Gen.Int[0, 15]
        select new NpuProgram
        {
            MachineHash = hash,
            Cores = cores,
            Code = code,
            Constants = new[] { new NpuConstant(semaphore, address, bytes) },
            Regions = new[] { new NpuRegion((NpuRegionKind)kind, name, semaphore, address, 1L << 48) },
            Layers = new[] { new NpuLayer(name, "a \"b\" \\ c", line, 7), new NpuLayer("", "", 0, 0) },
            Semaphores = Enumerable.Range(0, semaphore + 1).Select(i => i == semaphore ? "ready_" + i : "").ToArray(),
        };

    private static Gen<NpuInstruction> Of(NpuOperation operation)
    {
        Gen<NpuEngine> engines = operation.Engine is { } own ? Gen.Const(own) : Gen.Int[1, 4].Select(e => (NpuEngine)e);
        Gen<int> masks = operation.Engine == NpuEngine.Front ? Gen.Const(0) : Gen.Int[0, 0xffff];
        Gen<NpuInstruction> bare = Gen.Select(engines, masks, masks, (e, w, s) => NpuInstruction.Of(operation, e, (ushort)w, (ushort)s));
        return operation is ConfigureOperation
            ? bare.SelectMany(i => Gen.Shuffle(NpuIsa.RegistersOf(i.Engine).ToArray(), 1, 4)
                .SelectMany(Settings)
                .Select(s => NpuIsa.Set(s).WithSemaphores(i.Wait, i.Signal)))
            : operation.Fields.Aggregate(bare, (gen, field) => Gen.Select(gen, Value(field), (i, v) => i.With(field, v)));
    }

    private static Gen<(NpuRegister Register, long Value)[]> Settings(NpuRegister[] registers) => registers.Aggregate(
        Gen.Const(Array.Empty<(NpuRegister, long)>()),
        (gen, register) => Gen.Select(gen, Value(register.Field), (all, value) => all.Append((register, value)).ToArray()));
}
