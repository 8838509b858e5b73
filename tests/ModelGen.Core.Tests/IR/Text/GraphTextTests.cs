using System;
using System.Linq;
using CsCheck;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.IR.Text;
using ModelGen.Tests;

namespace ModelGen.Core.Tests.IR.Text;

public class GraphTextTests
{
    [Fact]
    public void A_printed_graph_is_readable()
    {
        var builder = new GraphBuilder("Digits");
        int x = builder.Input("image", TensorType.Float(1, 28, 28, 1));
        int w = builder.Parameter("conv1.weight", TensorType.Float(8, 1, 5, 5), "conv1");
        int b = builder.Parameter("conv1.bias", TensorType.Float(8), "conv1");
        var steps = new[] { new FusedStep(new LeakyRelu(0.1f), new[] { ~0 }), new FusedStep(new Add(), new[] { ~1, 3 }) };
        int y = builder.Add("conv1", new Fused(new Conv2D(1, 1, new Pads(2, 2, 2, 2), 1), 3, steps), x, w, b, b);
        builder.Output("scores", y);
        Assert.Equal(
            """
            graph Digits
            %0 = Input() {name="image", type=f32[1, 28, 28, 1]} : f32[1, 28, 28, 1]
            %1 = Parameter() {path="conv1.weight", type=f32[8, 1, 5, 5]} : f32[8, 1, 5, 5] @conv1
            %2 = Parameter() {path="conv1.bias", type=f32[8]} : f32[8] @conv1
            %3 = Fused(%0, %1, %2, %2) {anchor=Conv2D($0, $1, $2) {stride=[1, 1], dilation=[1, 1], pads=[2, 2, 2, 2], groups=1}, step1=LeakyRelu(^0) {slope=0.100000001}, step2=Add(^1, $3)} : f32[1, 28, 28, 8] @conv1
            output scores = %3

            """.ReplaceLineEndings("\n"),
            GraphPrinter.Print(builder.Build()));
    }

    [Fact]
    public void Random_graphs_survive_the_round_trip() =>
        RandomGraphs.Gen.Check(
            500,
            graph =>
            {
                string text = GraphPrinter.Print(graph);
                Graph parsed = GraphParser.Parse(text);
                Assert.Equal(graph, parsed);
                Assert.Equal(graph.GetHashCode(), parsed.GetHashCode());
                Assert.Equal(text, GraphPrinter.Print(parsed));
                Assert.Equal(graph, GraphParser.Parse(text.Replace("\n", "\r\n")));
            });

    [Fact]
    public void Random_graphs_hold_every_operator_sooner_or_later()
    {
        var random = new Random(1);
        var seen = Enumerable.Range(0, 400).SelectMany(_ => RandomGraphs.Draw(random).Nodes).Select(n => n.Operator.Name).ToHashSet();
        Assert.Equal(OperatorRegistry.Names.Order(), seen.Order());
    }

    [Fact]
    public void Every_operator_is_registered()
    {
        var records = typeof(Operator).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Operator)) && !t.IsAbstract).Select(t => t.Name);
        Assert.Equal(records.Order(), OperatorRegistry.Names.Order());
    }

    [Fact]
    public void Malformed_text_throws_nothing_but_FormatException() =>
        Gen.Int[0, 1 << 30].Check(
            3000,
            seed =>
            {
                var random = new Random(seed);
                string text = Mutate(GraphPrinter.Print(RandomGraphs.Draw(random)), random);
                try
                {
                    GraphVerifier.Verify(GraphParser.Parse(text));
                }
                catch (FormatException e)
                {
                    Assert.StartsWith("Line ", e.Message);
                }
            });

    [Theory]
    [InlineData("", "Line 1: The text does not begin with 'graph NAME'.")]
    [InlineData("%0 = Relu()", "Line 1: The text does not begin with 'graph NAME'.")]
    [InlineData("graph N\n%0 = Rleu(%1) : f32[1]", "Line 2: There is no operator 'Rleu'.")]
    [InlineData("graph N\n\n%0 = Relu(%1 : f32[1]", "Line 3: ',' is expected at column 22.")]
    [InlineData("graph N\n%0 = LeakyRelu(%1) {slope=\"1} : f32[1]", "Line 2: A bracket or quotation mark is not closed.")]
    [InlineData("graph N\n%0 = Relu(x) : f32[1]", "Line 2: The operand 'x' is no id of a node, such as %3.")]
    [InlineData("graph N\nx = Relu(%1) : f32[1]", "Line 2: The id of a node, such as %3, is expected at column 1.")]
    [InlineData("graph N\n%0 = Relu(%1)", "Line 2: ':' is expected at column 14.")]
    [InlineData("graph N\n%0 = Relu(%1) : f31[1]", "Line 2: 'f31[1]' is no type; write it as f32[1, 28, 28, 1].")]
    [InlineData("graph N\n%0 = Relu(%1) : f32[0]", "Line 2: 'f32[0]' is no type; write it as f32[1, 28, 28, 1].")]
    [InlineData("graph N\n%0 = Relu(%1) : f32[1] conv", "Line 2: '@' is expected at column 24.")]
    [InlineData("graph N\n%0 = Relu(%1) {slope=1} : f32[1]", "Line 2: There is no attribute 'slope' here.")]
    [InlineData("graph N\n%0 = LeakyRelu(%1) : f32[1]", "Line 2: Attribute 'slope' is missing.")]
    [InlineData("graph N\n%0 = LeakyRelu(%1) {slope=1, slope=1} : f32[1]", "Line 2: Attribute 'slope' is given twice.")]
    [InlineData("graph N\n%0 = LeakyRelu(%1) {slope=one} : f32[1]", "Line 2: Attribute 'slope' has the malformed number 'one'.")]
    [InlineData("graph N\n%0 = Resize(%1) {height=1, width=1, mode=7, coordinates=HalfPixel} : f32[1]", "Line 2: Attribute 'mode' has the malformed value '7'.")]
    [InlineData("graph N\n%0 = Input() {name=\"a\\q\", type=f32[1]} : f32[1]", "Line 2: Attribute 'name' has the malformed value '\"a\\q\"'.")]
    [InlineData("graph N\n%0 = Fused(%1) {anchor=Fused($0) {anchor=Relu($0)}} : f32[1]", "Line 2: A fused kernel holds no fused kernel.")]
    [InlineData("graph N\n%0 = Fused(%1) {anchor=Relu($1)} : f32[1]", "Line 2: The anchor's operands must be $0, $1, … in order, but they are '$1'.")]
    [InlineData("graph N\n%0 = Fused(%1) {anchor=Relu($0), step1=Relu(%0)} : f32[1]", "Line 2: '%0' is no operand; write $0 for an input of the node and ^0 for a value of the kernel.")]
    [InlineData("graph N\noutput a", "Line 2: An output is written as 'output NAME = %ID', and as 'output NAME = %ID as u8' where callers take it as bytes.")]
    [InlineData("graph N\noutput a = x as u8", "Line 2: An output is written as 'output NAME = %ID', and as 'output NAME = %ID as u8' where callers take it as bytes.")]
    [InlineData("graph N\noutput a = %1 as f32", "Line 2: An output is taken as u8 or i8, not as 'f32'.")]
    public void A_malformed_text_is_refused_with_line_and_reason(string text, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => GraphParser.Parse(text)).Message);

    private static string Mutate(string text, Random random)
    {
        const string Alphabet = "%=(){}[],:@\"\\ \n\r-0123456789abcFusednaN$^";
        var characters = text.ToList();
        for (int edits = random.Next(1, 6); edits > 0 && characters.Count > 1; edits--)
        {
            int at = random.Next(characters.Count), length = Math.Min(random.Next(1, 12), characters.Count - at);
            switch (random.Next(4))
            {
                case 0:
                    characters.RemoveRange(at, length);
                    break;
                case 1:
                    characters.Insert(at, Alphabet[random.Next(Alphabet.Length)]);
                    break;
                case 2:
                    characters[at] = Alphabet[random.Next(Alphabet.Length)];
                    break;
                default:
                    characters.InsertRange(random.Next(characters.Count), characters.GetRange(at, length));
                    break;
            }
        }

        return new string([.. characters]);
    }
}
