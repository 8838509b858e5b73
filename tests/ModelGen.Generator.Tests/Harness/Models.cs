namespace ModelGen.Generator.Tests.Harness;

/// <summary>Models that several tests use.</summary>
internal static class Models
{
    /// <summary>What a file with a model starts with.</summary>
    public const string Usings = "using ModelGen;\nusing static ModelGen.Ops;\n\n";

    /// <summary>The same for public classes that are not documented.</summary>
    public const string UndocumentedUsings = "#pragma warning disable CS1591\n" + Usings;

    /// <summary>The digits sample.</summary>
    public const string Digits = """
        using ModelGen;
        using static ModelGen.Ops;

        namespace Samples;

        /// <summary>Recognises a handwritten digit.</summary>
        [Model]
        public sealed partial class DigitClassifier
        {
            private readonly Conv2D conv1 = new(8, kernel: 5, padding: Padding.Same);
            private readonly Conv2D conv2 = new(16, kernel: 5, padding: Padding.Same);
            private readonly Dense classifier = new(10);

            /// <summary>Scores.</summary>
            public Tensor Forward([Input(28, 28, 1)] Tensor image)
            {
                var x = MaxPool(Relu(conv1.Forward(image)), 2);
                x = MaxPool(Relu(conv2.Forward(x)), 2);
                return Softmax(classifier.Forward(Flatten(x)));
            }
        }
        """;

    /// <summary>A model that uses <see cref="Block"/> twice in an array, and one that may be null.</summary>
    public const string Residual = """
        using ModelGen;
        using static ModelGen.Ops;

        namespace Samples;

        /// <summary>Two residual blocks.</summary>
        [Model]
        public sealed partial class Residual
        {
            [Name("stem.0")]
            private readonly Conv2D stem = new(4, kernel: 3, padding: 1);
            private readonly Block[] blocks = [new(4), new(8, stride: 2)];

            /// <summary>Features, and their mean.</summary>
            public (Tensor Features, Tensor Mean) Forward([Input(8, 8, 3)] Tensor image)
            {
                var x = stem.Forward(image);
                foreach (var block in blocks)
                {
                    x = block.Forward(x);
                }

                return (x, GlobalAveragePool(x));
            }
        }
        """;

    /// <summary>The module of <see cref="Residual"/>.</summary>
    public const string Block = """
        using ModelGen;
        using static ModelGen.Ops;

        namespace Samples;

        /// <summary>A residual block.</summary>
        [Module]
        public sealed partial class Block(int channels, int stride = 1)
        {
            private readonly Conv2D conv = new(channels, kernel: 3, stride: stride, padding: 1, bias: false);
            private readonly BatchNorm norm = new();
            private readonly Conv2D? projection = stride == 1 ? null : new(channels, kernel: 1, stride: stride);

            /// <summary>Same channels or more.</summary>
            public Tensor Forward(Tensor x) => Relu(norm.Forward(conv.Forward(x)) + (projection?.Forward(x) ?? x));
        }
        """;

    /// <summary>A model with three results: one in the bytes of its calibration, one in those of the other sign, and one in single precision.</summary>
    public const string ByteResults = """
        using ModelGen;
        using static ModelGen.Ops;

        namespace Samples;

        /// <summary>Boxes, scores and features.</summary>
        [Model]
        public sealed partial class Detector
        {
            private readonly Conv2D stem = new(6, kernel: 3, padding: 1);
            private readonly Dense boxes = new(4);
            private readonly Dense scores = new(5);

            /// <summary>Detects.</summary>
            public (Tensor Boxes, Tensor Scores, Tensor Features) Forward([Input(6, 5, 3)] Tensor image)
            {
                var x = Relu(stem.Forward(image));
                var y = GlobalAveragePool(x);
                return (boxes.Forward(y), Softmax(scores.Forward(y)), x);
            }
        }
        """;

    /// <summary>The manifest of the weights of <see cref="Digits"/>.</summary>
    public const string DigitsManifest = """
        modelgen weights 1
        hash 00
        F32 [10] classifier.bias
        F32 [10, 784] classifier.weight
        F32 [8] conv1.bias
        F32 [8, 1, 5, 5] conv1.weight
        F32 [16] conv2.bias
        F32 [16, 8, 5, 5] conv2.weight

        """;

    /// <summary><see cref="Residual"/> and <see cref="Block"/>, a file each.</summary>
    public static TestProject ResidualProject => TestProject.Of(Residual).With("Block.cs", Block);

    /// <summary><see cref="Digits"/> with a calibration, <c>net.calibration.json</c>.</summary>
    public static TestProject CalibratedDigits => TestCalibrations.Calibrate(TestProject.Of(Digits));

    /// <summary><see cref="ByteResults"/> with a calibration of unsigned bytes, the kernels in single precision and programs for an NPU.</summary>
    public static TestProject ByteResultProject => TestCalibrations.Calibrate(TestProject.Of(ByteResults))
        .Edit("net.calibration.json\"", "net.calibration.json\", KeepFloat = true")
        .Edit("    /// <summary>Detects.</summary>\n", "    /// <summary>Detects.</summary>\n    [return: Output(\"Boxes\", Type = ElementType.UInt8), Output(\"Scores\", Type = ElementType.Int8)]\n");

    /// <summary><see cref="Digits"/> with embedded weights.</summary>
    public static TestProject WeightedDigits => TestProject.Of(Digits)
        .Edit("[Model]", "[Model(Weights = \"weights/digits.safetensors\")]")
        .WithManifest("weights/digits.safetensors", DigitsManifest);
}
