using ModelGen;
using static ModelGen.Ops;

namespace Zoo;

/// <summary>
/// A small anchor-free detector in the manner of the YOLO family: a backbone of residual stages, a feature pyramid of two levels and a
/// decoupled head. For each cell of a 20×20 and a 10×10 grid, in that order, row by row: a box (centre x, centre y, width, height, in
/// pixels) and the probability of each of ten classes.
/// </summary>
[Model]
public sealed partial class TinyDetector
{
    private const int Classes = 10;

    private readonly ConvNormSilu stem = new(16, kernel: 3, stride: 2);
    private readonly DetectorStage stage1 = new(32);
    private readonly DetectorStage stage2 = new(64);
    private readonly DetectorStage stage3 = new(96);
    private readonly DetectorStage stage4 = new(128);
    private readonly ConvNormSilu lateral = new(64, kernel: 1);
    private readonly ConvNormSilu merge = new(64, kernel: 3);
    private readonly DetectorHead fineHead = new(64, Classes, cell: 16, grid: 20);
    private readonly DetectorHead coarseHead = new(96, Classes, cell: 32, grid: 10);

    public (Tensor Boxes, Tensor Scores) Forward([Input(320, 320, 3)] Tensor image)
    {
        var fine = stage3.Forward(stage2.Forward(stage1.Forward(stem.Forward(image))));
        var coarse = stage4.Forward(fine);
        var up = Resize(lateral.Forward(coarse), 20, 20, ResizeMode.Nearest, ResizeCoordinates.HalfPixel);
        fine = merge.Forward(Concat(3, fine, up));

        var (fineBoxes, fineScores) = fineHead.Forward(fine);
        var (coarseBoxes, coarseScores) = coarseHead.Forward(coarse);
        return (Concat(1, fineBoxes, coarseBoxes), Concat(1, fineScores, coarseScores));
    }
}

/// <summary>Halves the plane, then refines half of the channels by a residual pair of convolutions and joins both halves again.</summary>
[Module]
public sealed partial class DetectorStage(int channels)
{
    private readonly ConvNormSilu down = new(channels, kernel: 3, stride: 2);
    private readonly ConvNormSilu reduce = new(channels / 2, kernel: 1);
    private readonly ConvNormSilu refine = new(channels / 2, kernel: 3);
    private readonly ConvNormSilu join = new(channels, kernel: 1);

    public Tensor Forward(Tensor x)
    {
        var halves = Split(down.Forward(x), 2, axis: 3);
        var refined = halves[1] + refine.Forward(reduce.Forward(halves[1]));
        return join.Forward(Concat(3, halves[0], refined));
    }
}

/// <summary>Boxes and class scores of one grid of square cells, flattened to (N, cells, 4) and (N, cells, classes).</summary>
[Module]
public sealed partial class DetectorHead(int channels, int classes, int cell, int grid)
{
    private readonly ConvNormSilu boxFeatures = new(channels, kernel: 3);
    private readonly ConvNormSilu classFeatures = new(channels, kernel: 3);
    private readonly Conv2D boxes = new(4, kernel: 1);
    private readonly Conv2D scores = new(classes, kernel: 1);
    private readonly Parameter centres = new(1, grid, grid, 2);

    public (Tensor Boxes, Tensor Scores) Forward(Tensor x)
    {
        int cells = grid * grid;
        var box = boxes.Forward(boxFeatures.Forward(x));
        var centre = (Sigmoid(Slice(box, 3, 0, 2)) + centres.Value) * cell;
        var size = Exp(Clip(Slice(box, 3, 2, 2), -6, 6)) * cell;
        var score = Sigmoid(scores.Forward(classFeatures.Forward(x)));
        return (Reshape(Concat(3, centre, size), -1, cells, 4), Reshape(score, -1, cells, classes));
    }
}

/// <summary>A convolution, batch normalisation and SiLU.</summary>
[Module]
public sealed partial class ConvNormSilu(int channels, int kernel, int stride = 1)
{
    private readonly Conv2D convolution = new(channels, kernel, stride, padding: kernel / 2, bias: false);
    private readonly BatchNorm norm = new();

    public Tensor Forward(Tensor x) => SiLU(norm.Forward(convolution.Forward(x)));
}
