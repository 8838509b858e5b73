using System;

namespace ModelGen.Compiler.Backends.Npu.Memory;

/// <summary>
/// A range of addresses from which buffers are taken one behind the other, from the beginning again where the end is too near. What was taken is good until
/// the ring comes round to it; semaphores keep whoever writes there behind whoever reads. Buffers that tiles take in turn lie at the same few addresses, whatever part of one a
/// tile at a border fills: so the instructions of tiles repeat.
/// </summary>
/// <param name="begin">The first address.</param>
/// <param name="bytes">Bytes of the range.</param>
/// <param name="alignment">What addresses are multiples of.</param>
internal sealed class Ring(long begin, long bytes, int alignment = 1)
{
    /// <summary>The most buffers that are taken in turn: a power of 2, as are fewer, so that the turns of several rings meet soon.</summary>
    private const int MostTurns = 4;

    private long? behind;
    private long taken = -1, takenEnd = -1;
    private long origin, size;
    private int turns, turn;

    /// <summary>From now on buffers of at most some bytes are taken in turn; the first one is apart from the one taken before, where there is room.</summary>
    public void Divide(long most)
    {
        Require(most);
        size = Math.Max(1, Aligned(most));
        int all = TurnsFrom(begin, most);
        long next = behind ?? begin;
        (origin, turns) = (TurnsFrom(next, most) == all ? next : begin, all);
        turn = 0;
        while (turn < turns - 1 && origin + (turn * size) < takenEnd && origin + ((turn + 1) * size) > taken)
        {
            turn++;
        }
    }

    /// <summary>The address of a buffer; one that is larger than those that are taken in turn lies behind the one before.</summary>
    /// <exception cref="InvalidOperationException">It is larger than the ring.</exception>
    public long Take(long length)
    {
        Require(length);
        if (turns > 0 && length <= size)
        {
            taken = origin + (turn * size);
            turn = (turn + 1) % turns;
        }
        else
        {
            long next = behind ?? begin;
            taken = next + length > begin + bytes ? begin : next;
        }

        takenEnd = taken + length;
        behind = Math.Min(begin + bytes, Aligned(takenEnd));
        return taken;
    }

    /// <summary>How many buffers fit from an address on.</summary>
    private int TurnsFrom(long address, long most)
    {
        int count = MostTurns;
        while (count > 0 && address + ((count - 1) * size) + most > begin + bytes)
        {
            count /= 2;
        }

        return count;
    }

    private long Aligned(long value) => (value + alignment - 1) / alignment * alignment;

    private void Require(long length)
    {
        if (length > bytes)
        {
            throw new InvalidOperationException(FormattableString.Invariant($"A buffer of {length} bytes was taken from a ring of {bytes}."));
        }
    }
}
