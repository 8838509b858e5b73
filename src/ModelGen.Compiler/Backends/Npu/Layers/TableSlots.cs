using System.Collections.Generic;
using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Layers;

/// <summary>The lookup tables that are on chip; the oldest one gives way.</summary>
/// <param name="context">The program.</param>
internal sealed class TableSlots(LayerContext context)
{
    private readonly List<EquatableArray<byte>> tables = [];
    private int next;

    /// <summary>The number of a table, which is loaded if it is not on chip yet.</summary>
    public int NumberOf(EquatableArray<byte> table)
    {
        int slot = tables.IndexOf(table);
        if (slot < 0)
        {
            slot = next;
            next = (next + 1) % NpuIsa.Tables;
            if (slot < tables.Count)
            {
                tables[slot] = table;
            }
            else
            {
                tables.Add(table);
            }

            context.LoadConstant(context.Constants.Bytes(table), 0, NpuIsa.TableBytes, NpuSpace.Tables, slot * NpuIsa.TableBytes);
        }

        return slot + 1;
    }
}
