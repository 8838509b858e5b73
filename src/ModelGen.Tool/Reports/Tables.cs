using System.Collections.Generic;
using System.Linq;
using Spectre.Console;

namespace ModelGen.Tool.Reports;

/// <summary>Makes tables that read well on a terminal and in a file.</summary>
internal static class Tables
{
    /// <summary>A table with the given headings; those that begin with <c>&gt;</c> are of right-aligned numbers.</summary>
    public static Table Create(params string[] headings)
    {
        Table table = new Table().Border(TableBorder.Simple);
        foreach (string heading in headings)
        {
            var column = new TableColumn(new Text(heading.TrimStart('>'))) { NoWrap = true };
            table.AddColumn(heading.StartsWith('>') ? column.RightAligned() : column);
        }

        return table;
    }

    /// <summary>Adds a row of plain text: nothing in it is taken for markup.</summary>
    public static void Add(this Table table, params IEnumerable<string> cells) => table.AddRow(cells.Select(c => new Text(c)));
}
