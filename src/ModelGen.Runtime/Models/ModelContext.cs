using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace ModelGen;

/// <summary>
/// The memory that one caller needs to run a model: the activations between its layers. Made by the model's <c>CreateContext</c>. A
/// context serves one call at a time; callers with a context each may run one model at the same time.
/// </summary>
public sealed partial class ModelContext : IDisposable
{
    private const int Idle = 0, Busy = 1, Disposed = 2;

    /// <summary>64 bytes: a cache line, and the widest vector.</summary>
    private const int Alignment = 16;

    private readonly object model;
    private float[] arena;
    private int start;
    private int state;

    /// <summary>A context of <paramref name="model"/> with an arena of so many single-precision elements; generated code calls it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ModelContext(object model, int arenaLength)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegative(arenaLength);
        this.model = model;
        (arena, start) = Allocate(arenaLength);
    }

    /// <summary>What disposal has to release besides the arena; called once.</summary>
    partial void Release();

    /// <summary>Bytes of memory for activations.</summary>
    public long ArenaBytes => 4L * arena.Length;

    /// <summary>Takes the context for a call of <paramref name="model"/>; generated code does so, and calls <see cref="Exit"/> in the end.</summary>
    /// <exception cref="InvalidOperationException">It is in use, was disposed, or was made by another model.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Enter(object model)
    {
        if (!ReferenceEquals(model, this.model))
        {
            throw new InvalidOperationException($"The context was made by another {this.model.GetType().Name} than the one that runs: use a context of its own CreateContext().");
        }

        switch (Interlocked.CompareExchange(ref state, Busy, Idle))
        {
            case Busy:
                throw new InvalidOperationException("The context is in use by another call: give each concurrent caller a context of its own with CreateContext().");
            case Disposed:
                throw new InvalidOperationException("The context was disposed.");
        }
    }

    /// <summary>Ends the call that <see cref="Enter"/> began.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Exit() => Volatile.Write(ref state, Idle);

    /// <summary>An element of the arena, which begins at a multiple of 64 bytes and holds zeros at first. Not checked.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float Arena(int index) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(arena), start + index);

    /// <summary>A byte of the arena, whose memory does not move. Not checked.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref byte ArenaByte(int index) => ref Unsafe.Add(ref Unsafe.As<float, byte>(ref Arena(0)), index);

    /// <summary>Releases the memory. Does nothing the second time.</summary>
    /// <exception cref="InvalidOperationException">A call uses the context.</exception>
    public void Dispose()
    {
        switch (Interlocked.CompareExchange(ref state, Disposed, Idle))
        {
            case Busy:
                throw new InvalidOperationException("The context is in use by another call and cannot be disposed.");
            case Idle:
                arena = [];
                start = 0;
                Release();
                break;
        }
    }

    private static (float[] Arena, int Start) Allocate(int length)
    {
        float[] arena = GC.AllocateArray<float>(length + Alignment - 1, pinned: true);
        int misaligned = (int)((ulong)Marshal.UnsafeAddrOfPinnedArrayElement(arena, 0) / sizeof(float) % Alignment);
        return (arena, (Alignment - misaligned) % Alignment);
    }
}
