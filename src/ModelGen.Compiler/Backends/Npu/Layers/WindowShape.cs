namespace ModelGen.Compiler.Backends.Npu.Layers;

/// <summary>Which rows and columns of its input a layer reads for a part of its result.</summary>
/// <param name="Kernel">The rows and columns of a window.</param>
/// <param name="Stride">The distance of windows.</param>
/// <param name="Dilation">The distance of what a window covers.</param>
/// <param name="Top">The first row of the first windows; negative above the input.</param>
/// <param name="Left">The first column of the first windows.</param>
internal readonly record struct WindowShape(Size2D Kernel, Size2D Stride, Size2D Dilation, int Top, int Left)
{
    /// <summary>The rows that some rows of the result need of an input with some rows.</summary>
    public Span Rows(int row, int rows, int of) => Span.Of(Top + ((long)row * Stride.Height), rows, Stride.Height, Kernel.Height, Dilation.Height, 0, of);

    /// <summary>The columns that some columns of the result need of an input with some columns.</summary>
    public Span Columns(int column, int columns, int of) => Span.Of(Left + ((long)column * Stride.Width), columns, Stride.Width, Kernel.Width, Dilation.Width, 0, of);

    /// <summary>The most rows that so many rows of the result need.</summary>
    public int MostRows(int rows, int of) => ProductGeometry.Covered(rows, Stride.Height, Kernel.Height, Dilation.Height, of);

    /// <summary>The most columns that so many columns of the result need.</summary>
    public int MostColumns(int columns, int of) => ProductGeometry.Covered(columns, Stride.Width, Kernel.Width, Dilation.Width, of);

    /// <summary>Whether no window lies outside of the input as a whole.</summary>
    public bool MeetsEverywhere(ImageView input, ImageView result) =>
        Top + ((Kernel.Height - 1L) * Dilation.Height) >= 0 && Top + ((result.Height - 1L) * Stride.Height) < input.Height
        && Left + ((Kernel.Width - 1L) * Dilation.Width) >= 0 && Left + ((result.Width - 1L) * Stride.Width) < input.Width;
}
