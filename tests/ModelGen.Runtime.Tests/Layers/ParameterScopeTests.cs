using System;
using System.Collections.Generic;
using static ModelGen.Runtime.Tests.Layers.Bound;

namespace ModelGen.Runtime.Tests.Layers;

public sealed class ParameterScopeTests
{
    private static readonly ParameterScope Root = new(ModelWeights.Create([new("a.b.c", Tensor([1], 1)), new("top", Tensor([1], 2))]));

    [Fact]
    public void Paths_are_dotted() => Assert.Equal("a.b.3.c", Root.Enter("a.b").Enter(3).Enter("c").Path);

    [Fact]
    public void Tensors_are_found_below_the_path()
    {
        Assert.Equal([1], Root.Enter("a").Enter("b").Require("c").Floats);
        Assert.Equal([1], Root.Enter("a.b.c").Require("").Floats);
        Assert.Equal([2], Root.Require("top").Floats);
        Assert.Null(Root.Enter("a").Optional("c"));
        Assert.Equal([2], Root.Optional("top")!.Floats);
        Assert.Throws<ModelWeightsException>(() => Root.Enter("a").Require("c"));
    }

    [Fact]
    public void Lists_are_numbered_and_null_is_skipped_but_counted()
    {
        var seen = new List<string>();
        Root.BindEach("layers", [new Probe(seen), null, new Probe(seen)]);
        Root.BindEach("none", null);
        Root.Bind("one", new Probe(seen));
        Root.Bind("nothing", null);
        Assert.Equal(["layers.0", "layers.2", "one"], seen);
    }

    [Fact]
    public void Segments_are_not_empty() => Assert.Throws<ArgumentException>(() => Root.Enter(""));

    private sealed class Probe(List<string> seen) : IParameterized
    {
        public void Bind(ParameterScope scope) => seen.Add(scope.Path);
    }
}
