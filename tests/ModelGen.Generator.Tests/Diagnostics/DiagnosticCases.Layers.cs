namespace ModelGen.Generator.Tests.Diagnostics;

/// <content>Cases about layers and their fields.</content>
internal static partial class DiagnosticCases
{
    private static TheoryData<string, string> Layers { get; } = new()
    {
        {
            "MG0101",
            """
            [Model]
            public sealed partial class Net
            {
                private Dense [|dense|] = new(10);

                public Tensor Forward([Input(8, 8, 3)] Tensor x) => dense.Forward(x);
            }
            """
        },
        {
            "MG0102",
            """
            [Model]
            public sealed partial class Net
            {
                private readonly (Dense, int) pair = ([|new Dense(10)|], 1);

                public Tensor Forward([Input(8, 8, 3)] Tensor x) => pair.Item1.Forward(x);
            }
            """
        },
        {
            "MG0103",
            """
            [Model]
            public sealed partial class Net
            {
                public Tensor Forward([Input(8, 8, 3)] Tensor x) => [|new Dense(10)|].Forward(x);
            }
            """
        },
        {
            "MG0104",
            """
            [Model]
            public sealed partial class Net
            {
                private readonly Dense a = new(3);
                [Name("a")] private readonly Dense [|b|] = new(3);

                public Tensor Forward([Input(8, 8, 3)] Tensor x) => b.Forward(a.Forward(x));
            }
            """
        },
        {
            "MG0105",
            """
            [Model]
            public sealed partial class Net
            {
                private readonly Dense a;
                private readonly Dense [|b|];

                public Tensor Forward([Input(8, 8, 3)] Tensor x) => a.Forward(x);

                public Net() => a = b = new Dense(3);
            }
            """
        },
        {
            "MG0106",
            """
            [Model]
            public sealed partial class Net
            {
                private readonly Dense [|dense|] = new(10);

                public Tensor Forward([Input(8, 8, 3)] Tensor x) => Relu(x);
            }
            """
        },
        {
            "MG0107",
            """
            [Model]
            public sealed partial class Net
            {
                [[|Name("head..fc")|]] private readonly Dense dense = new(10);

                public Tensor Forward([Input(8, 8, 3)] Tensor x) => dense.Forward(x);
            }
            """
        },
        {
            "MG0108",
            """
            [Model]
            public sealed partial class Net
            {
                [[|ChannelsFirstInput(8, 8, 3)|]] private readonly Conv2D conv = new(4, 3);

                public Tensor Forward([Input(8, 8, 3)] Tensor x) => conv.Forward(x);
            }
            """
        },
        {
            "MG0110",
            """
            [Model]
            public sealed partial class Net
            {
                private readonly Conv2D conv = new([|0|], 3);

                public Tensor Forward([Input(8, 8, 3)] Tensor x) => conv.Forward(x);
            }
            """
        },
        {
            "MG0111",
            """
            [Model]
            public sealed partial class Net
            {
                [[|Precision(Precision.F32)|]]
                private readonly int units = 10;
                private readonly Dense dense;

                public Net() => dense = new(units);

                public Tensor Forward([Input(8)] Tensor x) => dense.Forward(x);
            }
            """
        },
        {
            "MG0111",
            """
            [Model(Calibration = "net.calibration.json")]
            public sealed partial class Net
            {
                [[|Precision((Precision)16)|]]
                private readonly Dense dense = new(10);

                public Tensor Forward([Input(8)] Tensor x) => dense.Forward(x);
            }
            """
        },
        {
            "MG0112",
            """
            [Model]
            public sealed partial class Net
            {
                [[|Precision(Precision.F32)|]]
                private readonly Dense dense = new(10);

                public Tensor Forward([Input(8)] Tensor x) => dense.Forward(x);
            }
            """
        },
    };
}
