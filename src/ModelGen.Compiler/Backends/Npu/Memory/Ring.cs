using System;

namespace ModelGen.Compiler.Backends.Npu.Memory;

/// <summary>
/// A range of addresses from which buffers are taken one behind the other, from the beginning again where the end is too near. What was taken is good until
/// the ring comes round to it; semaphores keep whoever writes there behind whoever reads.
/// </summary>
/// <param name="begin">The first address.</param>
/// <param name="bytes">Bytes of the range.</param>
/// <param name="alignment">What addresses are multiples of.</param>
internal sealed class Ring(long begin, long bytes, int alignment = 1)
{
    private long next = -1;

    /// <summary>The address of a buffer.</summary>
    /// <exception cref="InvalidOperationException">It is larger than the ring.</exception>
    public long Take(long size)
    {
        if (size > bytes)
        {
            throw new InvalidOperationException(FormattableString.Invariant($"A buffer of {size} bytes was taken from a ring of {bytes}."));
        }

        if (next < 0 || next + size > begin + bytes)
        {
            next = begin;
        }

        long address = next;
        next = Math.Min(begin + bytes, (address + size + alignment - 1) / alignment * alignment);
        return address;
    }
}
