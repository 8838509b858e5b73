using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Tests.Support;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Tests.Passes;

public class PipelineTests
{
    [Fact]
    public void AResidualBlockIsTwoConvolutions()
    {
        var net = new Net();
        int x = net.Input("x", 1, 6, 6, 4);
        int body = net.Add(new Relu(), net.BatchNorm(net.Conv(x, "w1", 4, 3, pads: 1), "n1"));
        int sum = net.Add(new Add(), net.BatchNorm(net.Conv(body, "w2", 4, 3, pads: 1), "n2"), x);
        Graph graph = Pipeline.Run(net.Build(net.Add(new Relu(), sum))).Graph;
        HashSet<int> constants = ConstantNodes.Of(graph);
        Assert.Equal(
            ["Input", "Conv2D+Relu", "Conv2D+Add+Relu"],
            graph.Nodes.Where(n => !constants.Contains(n.Id)).Select(n => n.Operator is Fused f ? string.Join("+", f.Steps.Select(s => s.Operator.Name).Prepend(f.Anchor.Name)) : n.Operator.Name));
    }

    [Fact]
    public void AnUnsoundGraphIsAFailure()
    {
        var graph = new Graph("broken", new[] { new Node(0, new Relu(), new[] { 7 }, TensorType.Float(1), "") }, new[] { new GraphOutput("y", 0) });
        PipelineResult result = Pipeline.Run(graph);
        Assert.Contains("%7", Assert.Single(result.Failures).ToString());
        Assert.Same(graph, result.Graph);
    }

    [Fact]
    public void APassThatBreaksTheGraphIsAFailureUnderItsNameAndTheSoundGraphIsKept()
    {
        var net = new Net();
        Graph graph = net.Build(net.Add(new Relu(), net.Input("x", 2)));
        PipelineResult result = Pipeline.Run(graph, [new BreakingPass()]);
        Assert.Equal("break", result.Failures[0].Stage);
        Assert.Same(graph, result.Graph);
    }

    [Fact]
    public void RulesThatNeverSettleAreAFailure()
    {
        var net = new Net();
        Graph graph = net.Build(net.Add(new Relu(), net.Input("x", 2)));
        Assert.Contains("do not settle", Assert.Single(Pipeline.Run(graph, [new RulePass("loop", new EndlessRule())]).Failures).Message);
    }

    [Fact]
    public void EveryPassIsDumpedInOrder()
    {
        var net = new Net();
        var dumped = new List<string>();
        Pipeline.Run(net.Build(net.Add(new Relu(), net.Input("x", 2))), new PipelineOptions { AfterPass = (pass, _) => dumped.Add(pass) });
        Assert.Equal(Pipeline.Passes.Select(p => p.Name), dumped);
    }

    [Fact]
    public void ARunIsCancelled()
    {
        var net = new Net();
        Graph graph = net.Build(net.Add(new Relu(), net.Input("x", 2)));
        Assert.Throws<OperationCanceledException>(() => Pipeline.Run(graph, new PipelineOptions { Cancellation = new CancellationToken(true) }));
    }

    private sealed class BreakingPass : IPass
    {
        public string Name => "break";

        public Graph Apply(Graph graph, PassContext context) => graph with { Outputs = new[] { new GraphOutput("y", 99) } };
    }

    private sealed class EndlessRule : Rule
    {
        public override bool TryApply(GraphEditor graph, Node node)
        {
            if (node.Operator is not (Relu or Relu6))
            {
                return false;
            }

            graph.Replace(node, node.Operator is Relu ? new Relu6() : new Relu(), graph.Operands(node));
            return true;
        }
    }
}
