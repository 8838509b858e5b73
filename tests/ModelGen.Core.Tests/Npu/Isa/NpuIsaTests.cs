using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Npu;
using ModelGen.Tests;

namespace ModelGen.Core.Tests.Npu.Isa;

public class NpuIsaTests
{
    [Fact]
    public void The_documentation_is_current() => DocumentationFile.Check("npu-isa.md", IsaDocumentation.Write());

    [Fact]
    public void Opcodes_and_mnemonics_are_unique_and_every_field_fits()
    {
        Assert.Equal(NpuIsa.Operations.Count, NpuIsa.Operations.Select(o => o.Opcode).Distinct().Count());
        foreach (NpuOperation operation in NpuIsa.Operations)
        {
            Assert.Same(operation, NpuIsa.Find(operation.Opcode));
            Assert.Same(operation, NpuIsa.Find(operation.Mnemonic));
            Assert.Equal(operation.Fields.Count, operation.Fields.Select(f => f.Name).Distinct().Count());
            int next = 48;
            foreach (NpuField field in operation.Fields)
            {
                Assert.Equal(next, field.Offset);
                Assert.True(field.Most < 1L << field.Width);
                next += field.Width;
            }

            Assert.InRange(next, 48, 256);
        }
    }

    /// <summary>The largest preset has 256 MiB of scratchpad and 48 GiB of external memory; machines may have 256 TiB.</summary>
    [Fact]
    public void Fields_hold_the_limits_of_machines()
    {
        const long Chip = 256L << 20;
        Assert.Equal(Chip, NpuPresets.Get("rngd").Scratchpad.Bytes);
        foreach (NpuField field in new[]
        {
            NpuIsa.Load.Local, NpuIsa.Store.Local, NpuIsa.Convolve.Source, NpuIsa.Convolve.Weights, NpuIsa.Convolve.Accumulator, NpuIsa.Multiply.Source,
            NpuIsa.Requantize.Source, NpuIsa.Requantize.Result, NpuIsa.Vector.A, NpuIsa.Vector.B, NpuIsa.Vector.Result, NpuIsa.Pool.Source, NpuIsa.Move.Result,
        })
        {
            Assert.True(field.Most >= Chip - 1, field.Name);
        }

        foreach (NpuField field in new[] { NpuIsa.Load.External, NpuIsa.Store.External })
        {
            Assert.Equal((256L << 40) - 1, field.Most);
        }

        Assert.True(NpuIsa.LoadRegisters.LocalRow.Field.Most >= Chip && NpuIsa.LoadRegisters.ExternalRow.Field.Most > 1L << 32);
        Assert.All(NpuIsa.Step.By, by => Assert.True(by.Least <= -Chip && by.Most > 1L << 32));
        NpuInstruction load = NpuInstruction.Of(NpuIsa.Load).With(NpuIsa.Load.External, (256L << 40) - 1).With(NpuIsa.Load.Local, Chip - 1);
        Assert.Equal(((256L << 40) - 1, Chip - 1, 0), (load[NpuIsa.Load.External], load[NpuIsa.Load.Local], load[NpuIsa.Load.Rows]));
    }

    [Fact]
    public void Every_field_keeps_its_limits_and_nothing_else_changes() => NpuGen.Instruction.Check(
        200,
        instruction =>
        {
            Assert.Empty(instruction.Defects());
            foreach (NpuField field in instruction.Operation!.Fields)
            {
                foreach (long value in new[] { field.Least, field.Most })
                {
                    NpuInstruction changed = instruction.With(field, value);
                    Assert.Equal(value, changed[field]);
                    Assert.All(instruction.Operation.Fields.Where(f => f != field), f => Assert.Equal(instruction[f], changed[f]));
                    Assert.Equal((instruction.Engine, instruction.Wait, instruction.Signal), (changed.Engine, changed.Wait, changed.Signal));
                }

                Assert.Throws<ArgumentOutOfRangeException>(() => instruction.With(field, field.Most + 1));
                Assert.Throws<ArgumentOutOfRangeException>(() => instruction.With(field, field.Least - 1));
            }
        });

    [Fact]
    public void Every_register_keeps_its_limits()
    {
        foreach (NpuEngine engine in new[] { NpuEngine.Load, NpuEngine.Store, NpuEngine.Matrix, NpuEngine.Vector })
        {
            IReadOnlyList<NpuRegister> registers = NpuIsa.RegistersOf(engine);
            Assert.Equal(registers.Count, registers.Select(r => r.Field.Name).Distinct().Count());
            foreach (NpuRegister register in registers)
            {
                var file = new NpuRegisters(engine);
                Assert.Equal(register.Initial, file[register]);
                foreach (long value in new[] { register.Field.Least, register.Field.Most })
                {
                    file.Configure(NpuIsa.Set((register, value)));
                    Assert.Equal(value, file[register]);
                }

                Assert.Throws<ArgumentOutOfRangeException>(() => NpuIsa.Set((register, register.Field.Most + 1)));
            }
        }

        Assert.Throws<ArgumentException>(() => NpuIsa.Set());
        Assert.Throws<ArgumentException>(() => NpuIsa.Set((NpuIsa.LoadRegisters.Fill, 1), (NpuIsa.MatrixRegisters.InputZero, 1)));
    }
}
