using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.CompilerServices;
using ModelGen.IR;
using ModelGen.Linking;

namespace ModelGen.Runtime.Tests.CompilerServices;

public sealed class ModelProgramTests
{
    public static TheoryData<Isa> InstructionSets() => [.. Enum.GetValues<Isa>().Where(IsaSelection.IsSupported)];

    [Theory]
    [MemberData(nameof(InstructionSets))]
    public void Steps_get_the_set_of_the_width_whatever_multiplies_bytes(Isa isa)
    {
        var got = new List<Isa>();
        var options = new ModelOptions { Isa = isa };
        string plan = LinkPlanText.Print(Plan());
        ModelProgram.Link(ModelWeights.Create([]), options, plan, 0, Steps);
        ModelProgram.Link(ModelWeights.Create([]), options, plan, 0, Steps, Precision.Int8);
        Assert.Equal([IsaSelection.Width(isa), IsaSelection.Width(isa)], got);

        Action<ModelContext> Steps(Isa chosen)
        {
            got.Add(chosen);
            return _ => { };
        }
    }

    /// <summary>A plan without constants.</summary>
    private static LinkPlan Plan()
    {
        var builder = new GraphBuilder("link");
        builder.Output("p", builder.Parameter("p", TensorType.Float(1)));
        return new LinkPlan(builder.Build(), Array.Empty<PackedConstant>());
    }
}
