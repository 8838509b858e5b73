using System.Linq;
using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace ModelGen.TileAssembler;

/// <summary>
/// Assembles the body of a tile for AVX-512-VNNI: <c>rcx</c> has the address of the arguments, <c>rsi</c> that of the pixels' addresses and
/// <c>rdx</c> that of the sums; every register may change. A vector of 16 sums for each pixel and block stays in a register over the whole
/// window.
/// </summary>
/// <remarks>
/// For each quad the weights of every block are loaded once and a quad of each pixel is broadcast by a load, so that the two ports that
/// multiply are all that limits tiles of two blocks and more.
/// </remarks>
internal sealed class VnniTileAssembler(Assembler c, int pixels, int blocks)
{
    /// <summary>The bytes of stack that the body uses below the address it returns to.</summary>
    private const int Frame = 48;

    private const int QuadBytes = 64, Unrolled = 2;

    // Int8TileArguments.
    private const int WeightsAt = 0, BlockStrideAt = 16, OuterRunsAt = 24, OuterStrideAt = 32, RunsAt = 40, RunStrideAt = 48, QuadsAt = 56;

    private static readonly AssemblerRegister64 Arguments = rcx, Weights = rax, Offset = rdx, Quads = rbx, Stride = rsi, Stride3 = rdi;

    private static readonly AssemblerRegister64[] Pixels = [r8, r9, r10, r11, r12, r13, r14, r15, rbp, rdi];

    private static readonly AssemblerRegisterZMM[] Vectors =
    [
        zmm0, zmm1, zmm2, zmm3, zmm4, zmm5, zmm6, zmm7, zmm8, zmm9, zmm10, zmm11, zmm12, zmm13, zmm14, zmm15,
        zmm16, zmm17, zmm18, zmm19, zmm20, zmm21, zmm22, zmm23, zmm24, zmm25, zmm26, zmm27, zmm28, zmm29, zmm30, zmm31,
    ];

    /// <summary>Where a block's line of weights for the quad is.</summary>
    private static AssemblerMemoryOperand Line(int block, int quad) => block switch
    {
        0 => __zmmword_ptr[Weights + (quad * QuadBytes)],
        1 => __zmmword_ptr[Weights + Stride + (quad * QuadBytes)],
        2 => __zmmword_ptr[Weights + (Stride * 2) + (quad * QuadBytes)],
        _ => __zmmword_ptr[Weights + Stride3 + (quad * QuadBytes)],
    };

    private AssemblerRegisterZMM Sum(int pixel, int block) => Vectors[(pixel * blocks) + block];

    /// <summary>Appends the body.</summary>
    public void Assemble()
    {
        AssemblerMemoryOperand outerLeft = __qword_ptr[rsp], runsLeft = __qword_ptr[rsp + 8], runStep = __qword_ptr[rsp + 16], outerStep = __qword_ptr[rsp + 24], sums = __qword_ptr[rsp + 32];
        c.sub(rsp, Frame);
        c.mov(sums, rdx);

        // The offset of the activations has moved by all quads when a run ends, and by all runs when the outer run ends.
        c.mov(Offset, __qword_ptr[Arguments + RunStrideAt]);
        c.mov(Quads, __qword_ptr[Arguments + QuadsAt]);
        c.shl(Quads, 2);
        c.mov(Weights, Offset);
        c.sub(Weights, Quads);
        c.mov(runStep, Weights);
        c.imul(Offset, __qword_ptr[Arguments + RunsAt]);
        c.mov(Weights, __qword_ptr[Arguments + OuterStrideAt]);
        c.sub(Weights, Offset);
        c.mov(outerStep, Weights);
        c.mov(Weights, __qword_ptr[Arguments + OuterRunsAt]);
        c.mov(outerLeft, Weights);

        for (int pixel = 0; pixel < pixels; pixel++)
        {
            c.mov(Pixels[pixel], __qword_ptr[rsi + (8 * pixel)]);
        }

        if (blocks > 1)
        {
            c.mov(Stride, __qword_ptr[Arguments + BlockStrideAt]);
        }

        if (blocks > 3)
        {
            c.lea(Stride3, __[Stride + (Stride * 2)]);
        }

        for (int i = 0; i < pixels * blocks; i++)
        {
            c.vpxord(Vectors[i], Vectors[i], Vectors[i]);
        }

        c.mov(Weights, __qword_ptr[Arguments + WeightsAt]);
        c.xor(edx, edx);
        Label outer = c.CreateLabel("outer"), run = c.CreateLabel("run"), many = c.CreateLabel("many"), few = c.CreateLabel("few"), end = c.CreateLabel("end");
        c.Label(ref outer);
        c.mov(Quads, __qword_ptr[Arguments + RunsAt]);
        c.mov(runsLeft, Quads);
        c.Label(ref run);
        c.mov(Quads, __qword_ptr[Arguments + QuadsAt]);
        c.sub(Quads, Unrolled);
        c.jb(few);
        c.Label(ref many);
        Multiply(Unrolled);
        c.sub(Quads, Unrolled);
        c.jae(many);
        c.Label(ref few);
        c.add(Quads, Unrolled);
        c.jz(end);
        Multiply(1);
        c.Label(ref end);
        c.add(Offset, runStep);
        c.dec(runsLeft);
        c.jnz(run);
        c.add(Offset, outerStep);
        c.dec(outerLeft);
        c.jnz(outer);

        c.mov(Offset, sums);
        for (int i = 0; i < pixels * blocks; i++)
        {
            c.vmovdqu64(__zmmword_ptr[Offset + (i * QuadBytes)], Vectors[i]);
        }

        c.vzeroupper();
        c.add(rsp, Frame);
        c.ret();
    }

    /// <summary>The products of so many neighbouring quads.</summary>
    private void Multiply(int quads)
    {
        AssemblerRegisterZMM[] free = [.. Vectors.Skip(pixels * blocks)];
        AssemblerRegisterZMM[] weights = free[..blocks], broadcast = free[blocks..];
        for (int quad = 0; quad < quads; quad++)
        {
            for (int block = 0; block < blocks; block++)
            {
                c.vmovdqu64(weights[block], Line(block, quad));
            }

            for (int pixel = 0; pixel < pixels; pixel++)
            {
                AssemblerRegisterZMM x = broadcast[pixel % broadcast.Length];
                c.vpbroadcastd(x, __dword_ptr[Pixels[pixel] + Offset + (4 * quad)]);
                for (int block = 0; block < blocks; block++)
                {
                    c.vpdpbusd(Sum(pixel, block), x, weights[block]);
                }
            }
        }

        c.add(Weights, quads * QuadBytes);
        c.add(Offset, quads * 4);
    }
}
