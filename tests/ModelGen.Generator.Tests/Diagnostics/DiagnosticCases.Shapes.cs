namespace ModelGen.Generator.Tests.Diagnostics;

/// <content>Cases about shapes.</content>
internal static partial class DiagnosticCases
{
    private static TheoryData<string, string> Shapes { get; } = new()
    {
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
