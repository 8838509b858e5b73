namespace ModelGen.Generator.Tests.Diagnostics;

/// <summary>For each diagnostic of the tracer, code that has it, at the place between the marks.</summary>
internal static class DiagnosticCases
{
    /// <summary>Id and marked source.</summary>
    public static TheoryData<string, string> Marked { get; } = new()
    {
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
            "MG0201",
            """
            [Model]
            public sealed partial class Net
            {
                public Tensor Forward([Input(8, 8, 3)] Tensor x)
                {
                    var type = [|typeof(Tensor)|];
                    return Relu(x);
                }
            }
            """
        },
        {
            "MG0202",
            """
            [Model]
            public sealed partial class Net
            {
                public Tensor Forward([Input(8, 8, 3)] Tensor x)
                {
                    [|try
                    {
                        x = Relu(x);
                    }
                    finally
                    {
                    }|]
                    
                    return x;
                }
            }
            """
        },
        {
            "MG0203",
            """
            [Model]
            public sealed partial class Net
            {
                public Tensor Forward([Input(8, 8, 3)] Tensor x)
                {
                    [|Console.WriteLine("tracing")|];
                    return Relu(x);
                }
            }
            """
        },
        {
            "MG0204",
            """
            [Model]
            public sealed partial class Net
            {
                public Tensor Forward([Input(8, 8, 3)] Tensor x)
                {
                    var random = [|new Random(1)|];
                    return Relu(x);
                }
            }
            """
        },
        {
            "MG0205",
            """
            [Model]
            public sealed partial class Net
            {
                public Tensor Forward([Input(8, 8, 3)] Tensor x)
                {
                    if ([|x == Relu(x)|])
                    {
                        return x;
                    }
                    
                    return Relu(x);
                }
            }
            """
        },
        {
            "MG0206",
            """
            [Model]
            public sealed partial class Net
            {
                private static float Slope = 0.2f;

                public Tensor Forward([Input(8, 8, 3)] Tensor x) => LeakyRelu(x, [|Slope|]);
            }
            """
        },
        {
            "MG0207",
            """
            [Model]
            public sealed partial class Net
            {
                public Tensor Forward([Input(8, 8, 3)] Tensor x)
                {
                    [|while|] (true)
                    {
                        x = Relu(x);
                    }
                }
            }
            """
        },
        {
            "MG0208",
            """
            [Model]
            public sealed partial class Net
            {
                public Tensor Forward([Input(8, 8, 3)] Tensor x) => Again(x);

                private static Tensor Again(Tensor x) => [|Again(x)|];
            }
            """
        },
        {
            "MG0209",
            """
            [Model]
            public sealed partial class [|Net|]
            {
                public Tensor Forward([Input(8, 8, 3)] Tensor x)
                {
                    int n = 0;
                    for (int i = 0; i < 9000; i++)
                    {
                        for (int k = 0; k < 9000; k++)
                        {
                            n += k;
                        }
                    }
                    
                    return Relu(x);
                }
            }
            """
        },
        {
            "MG0210",
            """
            [Model]
            public sealed partial class Net
            {
                public Tensor Forward([Input(8, 8, 3)] Tensor x)
                {
                    Tensor[] parts = Split(x, 3, axis: 3);
                    return parts[[|3|]];
                }
            }
            """
        },
        {
            "MG0211",
            """
            [Model]
            public sealed partial class Net
            {
                private readonly Dense? down = null;

                public Tensor Forward([Input(8, 8, 3)] Tensor x) => [|down!.Forward(x)|];
            }
            """
        },
        {
            "MG0212",
            """
            [Model]
            public sealed partial class Net
            {
                public Tensor Forward([Input(8, 8, 3)] Tensor x)
                {
                    int parts = x.Shape[3] - 3;
                    return Reshape(x, [|192 / parts|], -1);
                }
            }
            """
        },
        {
            "MG0213",
            """
            [Model]
            public sealed partial class Net
            {
                public Tensor Forward([Input(8, 8, 3)] Tensor x) => x.Shape[3] == 4 ? x : [|throw new ArgumentException("Four channels are needed.")|];
            }
            """
        },
        {
            "MG0214",
            """
            [Model]
            public sealed partial class Net
            {
                public Tensor Forward([Input(8, 8, 3)] Tensor x) => LeakyRelu(x, [|float.NaN|]);
            }
            """
        },
        {
            "MG0215",
            """
            [Model]
            public sealed partial class Net
            {
                public Tensor Forward([Input(8, 8, 3)] Tensor x) => [|x.Floats|].Length > 0 ? x : Relu(x);
            }
            """
        },
        {
            "MG0216",
            """
            [Model]
            public sealed partial class Net
            {
                private int runs;

                public Tensor Forward([Input(8, 8, 3)] Tensor x)
                {
                    [|runs|] = 1;
                    return Relu(x);
                }
            }
            """
        },
        {
            "MG0301",
            """
            [Model]
            public sealed partial class Net
            {
                private readonly Conv2D conv = new(4, 3, padding: 1);

                public Tensor Forward([Input(8, 8, 3)] Tensor x) => [|x + conv.Forward(x)|];
            }
            """
        },
        {
            "MG0302",
            """
            [Model]
            public sealed partial class Net
            {
                private readonly Dense dense = new(10);

                public Tensor Forward([Input(8, 8, 3)] Tensor x) => [|dense.Forward(dense.Forward(x))|];
            }
            """
        },
    };
}
