using System;
using System.Collections.Generic;
using ModelGen.CompilerServices;

namespace ModelGen.Runtime.Tests.CompilerServices;

public sealed class ProcessorsTests
{
    /// <summary>The system may move the thread back at any time, so that one move of many must be seen.</summary>
    [SkippableFact]
    public void A_thread_leaves_a_processor_and_may_come_back()
    {
        Skip.IfNot(OperatingSystem.IsLinux() && Environment.ProcessorCount > 1, "There is no other processor, or no way to choose one.");
        var seen = new HashSet<int>();
        for (int i = 0; i < 1000 && seen.Count < 2; i++)
        {
            int before = Processors.Current;
            Assert.NotEqual(Processors.Unknown, before);
            Processors.Leave([before]);
            if (Processors.Current is var after && after != before)
            {
                seen.Add(before);
            }
        }

        Assert.Equal(2, seen.Count);
    }

    [Fact]
    public void Nothing_happens_where_every_processor_is_to_be_left()
    {
        int[] all = new int[4096];
        for (int i = 0; i < all.Length; i++)
        {
            all[i] = i;
        }

        Processors.Leave(all);
        Processors.Leave([Processors.Unknown]);
    }
}
