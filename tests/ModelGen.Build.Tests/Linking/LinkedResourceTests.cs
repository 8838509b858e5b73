using System;
using System.Linq;
using System.Runtime.InteropServices;
using ModelGen.Build.Linking;
using ModelGen.CompilerServices;

namespace ModelGen.Build.Tests.Linking;

/// <summary>The form in which linked constants are embedded.</summary>
public sealed unsafe class LinkedResourceTests
{
    private const ulong Plan = 0x0123456789ABCDEF;

    private static readonly float[] Values = [.. Enumerable.Range(1, 21).Select(i => i / 3f)];

    private static readonly string Text = Plans.Text("Net", Values.Length);

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(1)]
    public void Constants_are_the_same_wherever_the_resource_lies(int misalignment)
    {
        foreach (int lanes in new[] { 4, 8, 16 })
        {
            Plans.AssertEqual(Plans.Link(Text, lanes, Values), Find(Write(), Plan, lanes, misalignment)!);
        }
    }

    [Fact]
    public void Another_plan_or_width_is_not_found()
    {
        Assert.Null(Find(Write(), Plan + 1, 8));
        Assert.Null(Find(Write(), Plan, 32));
    }

    [Fact]
    public void Equal_constants_are_kept_once()
    {
        var one = new LinkedResourceWriter();
        one.Add(Plan, 4, Plans.Link(Text, 4, Values));
        var two = new LinkedResourceWriter();
        two.Add(Plan, 4, Plans.Link(Text, 4, Values));
        two.Add(Plan + 1, 4, Plans.Link(Text, 4, Values));
        Assert.InRange(two.ToArray().Length - one.ToArray().Length, 1, 128);
    }

    [Fact]
    public void Of_a_damaged_resource_nothing_is_taken()
    {
        byte[] resource = Write();
        int index = (int)BitConverter.ToInt64(resource, 24);
        for (int length = 0; length < resource.Length; length++)
        {
            Assert.Null(Find(resource[..length], Plan, 8));
        }

        for (int bit = 0; bit < 8 * index; bit++)
        {
            byte[] damaged = [.. resource];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(Find(damaged, Plan, 8));
        }

        Assert.Null(Find(System.Text.Encoding.UTF8.GetBytes("4194304\nnet.safetensors  128;256;512\n" + new string(' ', 512)), Plan, 8));
    }

    private static byte[] Write()
    {
        var writer = new LinkedResourceWriter();
        foreach (int lanes in new[] { 4, 8, 16 })
        {
            writer.Add(Plan, lanes, Plans.Link(Text, lanes, Values));
        }

        return writer.ToArray();
    }

    /// <summary>Looks in memory of the test's own, so far from a cache line.</summary>
    private static ModelConstants? Find(byte[] resource, ulong plan, int lanes, int misalignment = 0)
    {
        var memory = new AlignedBuffer(resource.Length + misalignment);
        Marshal.Copy(resource, 0, (nint)memory.Start + misalignment, resource.Length);
        return LinkedResource.Find(memory, memory.Start + misalignment, resource.Length, plan, lanes);
    }
}
