using System;
using System.Collections.Generic;

namespace ModelGen.Compiler.Backends.Npu.Layers;

/// <summary>The tiles of a result.</summary>
internal static class Regions
{
    /// <summary>Image by image.</summary>
    public static IEnumerable<Region> Of(ImageView result, PlaneTiling tiling)
    {
        for (int image = 0; image < result.Images; image++)
        {
            foreach (Region region in Of(result.Image(image), tiling))
            {
                yield return region;
            }
        }
    }

    /// <summary>Those of a part of an image: channels outermost, rows before columns.</summary>
    public static IEnumerable<Region> Of(Region part, PlaneTiling tiling)
    {
        for (int channel = 0; channel < part.Channels; channel += tiling.Channels)
        {
            for (int row = 0; row < part.Rows; row += tiling.Rows)
            {
                for (int column = 0; column < part.Columns; column += tiling.Columns)
                {
                    yield return new Region(
                        part.Image, part.Row + row, Math.Min(tiling.Rows, part.Rows - row), part.Column + column, Math.Min(tiling.Columns, part.Columns - column),
                        part.Channel + channel, Math.Min(tiling.Channels, part.Channels - channel));
                }
            }
        }
    }
}
