using System;
using System.Collections.Generic;

namespace ModelGen.Compiler.Backends.Npu.Layers;

/// <summary>The tiles of a result.</summary>
internal static class Regions
{
    /// <summary>Image by image, channels outermost, rows before columns.</summary>
    public static IEnumerable<Region> Of(ImageView result, PlaneTiling tiling)
    {
        for (int image = 0; image < result.Images; image++)
        {
            for (int channel = 0; channel < result.Channels; channel += tiling.Channels)
            {
                for (int row = 0; row < result.Height; row += tiling.Rows)
                {
                    for (int column = 0; column < result.Width; column += tiling.Columns)
                    {
                        yield return new Region(
                            image, row, Math.Min(tiling.Rows, result.Height - row), column, Math.Min(tiling.Columns, result.Width - column),
                            channel, Math.Min(tiling.Channels, result.Channels - channel));
                    }
                }
            }
        }
    }
}
