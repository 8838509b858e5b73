namespace ModelGen.Generator.Tests.Diagnostics;

/// <content>Cases about what can be evaluated at compile time.</content>
internal static partial class DiagnosticCases
{
    private static TheoryData<string, string> Evaluation { get; } = new()
    {
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
    };
}
