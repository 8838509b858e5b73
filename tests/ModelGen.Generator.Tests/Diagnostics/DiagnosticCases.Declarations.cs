namespace ModelGen.Generator.Tests.Diagnostics;

/// <content>Cases about the declarations of models and modules.</content>
internal static partial class DiagnosticCases
{
    private static TheoryData<string, string> Declarations { get; } = new()
    {
        {
            "MG0504",
            """
            [Model(Calibration = "net.calibration.json")]
            [[|Target(Backend.Npu, Preset = "u55")|]]
            public sealed partial class Net
            {
                public Tensor Forward([Input(8, 8, 3)] Tensor x) => Relu(x);
            }
            """
        },
        {
            "MG0504",
            """
            [Model(Calibration = "net.calibration.json")]
            [[|Target(Backend.Npu)|]]
            public sealed partial class Net
            {
                public Tensor Forward([Input(8, 8, 3)] Tensor x) => Relu(x);
            }
            """
        },
        {
            "MG0505",
            """
            [Model]
            [[|Target(Backend.Npu, Preset = "ethos-u55-128")|]]
            public sealed partial class Net
            {
                public Tensor Forward([Input(8, 8, 3)] Tensor x) => Relu(x);
            }
            """
        },
        {
            "MG0021",
            """
            [Model(Calibration = "net.calibration.json")]
            public sealed partial class Net
            {
                [return: [|Output(Type = ElementType.UInt8)|]]
                public (Tensor A, Tensor B) Forward([Input(8, 8, 3)] Tensor x) => (Relu(x), Abs(x));
            }
            """
        },
        {
            "MG0021",
            """
            [Model(Calibration = "net.calibration.json")]
            public sealed partial class Net
            {
                [return: [|Output("C", Type = ElementType.UInt8)|]]
                public (Tensor A, Tensor B) Forward([Input(8, 8, 3)] Tensor x) => (Relu(x), Abs(x));
            }
            """
        },
        {
            "MG0021",
            """
            [Model(Calibration = "net.calibration.json")]
            public sealed partial class Net
            {
                [return: Output("A", Type = ElementType.UInt8), [|Output("A", Type = ElementType.Int8)|]]
                public (Tensor A, Tensor B) Forward([Input(8, 8, 3)] Tensor x) => (Relu(x), Abs(x));
            }
            """
        },
        {
            "MG0021",
            """
            [Model(Calibration = "net.calibration.json")]
            public sealed partial class Net
            {
                [return: [|Output(Type = ElementType.Int32)|]]
                public Tensor Forward([Input(8, 8, 3)] Tensor x) => Relu(x);
            }
            """
        },
        {
            "MG0021",
            """
            [Model(Calibration = "net.calibration.json")]
            public sealed partial class Net
            {
                [return: Output(Type = ElementType.UInt8)]
                public Tensor [|Forward|]([Input(8, Type = ElementType.UInt8)] Tensor x) => x;
            }
            """
        },
        {
            "MG0022",
            """
            [Model]
            public sealed partial class Net
            {
                [return: [|Output("B", Type = ElementType.Int8)|]]
                public (Tensor A, Tensor B) Forward([Input(8, 8, 3)] Tensor x) => (Relu(x), Abs(x));
            }
            """
        },
        {
            "MG0001",
            """
            [Model]
            public sealed class [|Net|]
            {
                public Tensor Forward([Input(8, 8, 3)] Tensor x) => Relu(x);
            }
            """
        },
        {
            "MG0002",
            """
            public static class Networks
            {
                [Model]
                public sealed partial class [|Net|]
                {
                    public Tensor Forward([Input(8, 8, 3)] Tensor x) => Relu(x);
                }
            }
            """
        },
        {
            "MG0003",
            """
            [Model]
            public sealed partial class [|Net|]<T>
            {
                public Tensor Forward([Input(8, 8, 3)] Tensor x) => Relu(x);
            }
            """
        },
        {
            "MG0004",
            """
            [Model]
            public abstract partial class [|Net|]
            {
                public Tensor Forward([Input(8, 8, 3)] Tensor x) => Relu(x);
            }
            """
        },
        {
            "MG0005",
            """
            [Model]
            public static partial class [|Net|]
            {
                public static Tensor Forward2([Input(8, 8, 3)] Tensor x) => Relu(x);
            }
            """
        },
        {
            "MG0006",
            """
            [Model]
            public partial class [|Net|]
            {
                public Tensor Forward([Input(8, 8, 3)] Tensor x) => Relu(x);
            }
            """
        },
        {
            "MG0007",
            """
            public class Backbone;

            [Model]
            public sealed partial class [|Net|] : Backbone
            {
                public Tensor Forward([Input(8, 8, 3)] Tensor x) => Relu(x);
            }
            """
        },
        {
            "MG0008",
            """
            [Model]
            public sealed partial record [|Net|]
            {
                public Tensor Forward([Input(8, 8, 3)] Tensor x) => Relu(x);
            }
            """
        },
        {
            "MG0009",
            """
            [Model]
            public sealed partial class [|Net|]
            {
                public Tensor Run2([Input(8, 8, 3)] Tensor x) => Relu(x);
            }
            """
        },
        {
            "MG0010",
            """
            [Model]
            public sealed partial class Net
            {
                public static Tensor [|Forward|]([Input(8, 8, 3)] Tensor x) => Relu(x);
            }
            """
        },
        {
            "MG0011",
            """
            [Model]
            public sealed partial class Net
            {
                public Tensor[] [|Forward|]([Input(8, 8, 3)] Tensor x) => Split(x, 3, axis: 3);
            }
            """
        },
        {
            "MG0012",
            """
            [Model]
            public sealed partial class Net
            {
                public Tensor Forward([Input(8, 8, 3)] Tensor x, float [|slope|]) => LeakyRelu(x, slope);
            }
            """
        },
        {
            "MG0013",
            """
            [Model]
            public sealed partial class Net
            {
                public Tensor Forward(Tensor [|x|]) => Relu(x);
            }
            """
        },
        {
            "MG0014",
            """
            [Model]
            public sealed partial class Net
            {
                public Tensor Forward([[|Input(-1, 8, 8, 3)|]] Tensor x) => Relu(x);
            }
            """
        },
        {
            "MG0015",
            """
            [[|Model(Batch = 0)|]]
            public sealed partial class Net
            {
                public Tensor Forward([Input(8, 8, 3)] Tensor x) => Relu(x);
            }
            """
        },
        {
            "MG0016",
            """
            [Model]
            public sealed partial class Net(int [|width|])
            {
                private readonly Conv2D conv = new(width, 3);

                public Tensor Forward([Input(8, 8, 3)] Tensor x) => Relu(conv.Forward(x));
            }
            """
        },
        {
            "MG0017",
            """
            [Model]
            public sealed partial class [|Net|]
            {
                private readonly int width;

                public Tensor Forward([Input(8, 8, 3)] Tensor x) => Relu(x);

                public Net() => width = 8;

                public Net(int width) => this.width = width;
            }
            """
        },
        {
            "MG0018",
            """
            [Model]
            public sealed partial class Net
            {
                public Tensor Forward([Input(8, 8, 3)] Tensor x) => Relu(x);

                public string [|Info|] => "a network";
            }
            """
        },
        {
            "MG0019",
            """
            [Model]
            public sealed partial class Net
            {
                public (Tensor x, Tensor y) [|Forward|]([Input(8, 8, 3)] Tensor x) => (Relu(x), Sigmoid(x));
            }
            """
        },
        {
            "MG0020",
            """
            [Model, Module]
            public sealed partial class [|Net|]
            {
                public Tensor Forward([Input(8, 8, 3)] Tensor x) => Relu(x);
            }
            """
        },
    };
}
