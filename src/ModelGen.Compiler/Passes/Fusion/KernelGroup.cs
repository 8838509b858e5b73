using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// A kernel while it grows: the operators that it runs for each element, the anchor first, each after those whose values it takes. The
/// last one yields the result.
/// </summary>
internal sealed class KernelGroup
{
    private readonly List<Member> members;

    private KernelGroup(List<Member> members) => this.members = members;

    /// <summary>Whether the anchor reads its inputs by rows, windows or planes: a convolution, matrix product or pooling.</summary>
    public bool HasHeavyAnchor => IsHeavy(members[0].Operator);

    private bool HasFixedAnchor => HasHeavyAnchor || members[0].Operator is Cast;

    /// <summary>
    /// The kernel of a node that can take part in fusion: a heavy anchor, an element-wise operator, or what fusion made of such; null for
    /// others.
    /// </summary>
    public static KernelGroup? Of(Node node)
    {
        if (node.Operator is Fused fused)
        {
            List<Member> members = [new(fused.Anchor, [.. node.Inputs.Take(fused.AnchorInputs).Select(Operand.Value)])];
            foreach (FusedStep step in fused.Steps)
            {
                members.Add(new Member(step.Operator, [.. step.Operands.Select(o => o >= 0 ? Operand.Value(node.Inputs[o]) : Operand.Member(~o))]));
            }

            return new KernelGroup(members);
        }

        return IsHeavy(node.Operator) || IsElementWise(node.Operator)
            ? new KernelGroup([new Member(node.Operator, [.. node.Inputs.Select(Operand.Value)])])
            : null;
    }

    /// <summary>
    /// This kernel with the one that yields <paramref name="value"/> run in front of it, so that the value stays in a register; null when
    /// the anchors of both must come first, or when the anchor of this one needs the value as a whole.
    /// </summary>
    public KernelGroup? Absorb(KernelGroup producer, int value)
    {
        if (HasFixedAnchor && (producer.HasFixedAnchor || members[0].Operands.Contains(Operand.Value(value))))
        {
            return null;
        }

        int kept = HasFixedAnchor ? 1 : 0, moved = producer.members.Count;
        var merged = new List<Member>(members.Take(kept));
        merged.AddRange(producer.members.Select(m => m.With(o => o.IsMember ? Operand.Member(o.Index + kept) : o)));
        Operand result = Operand.Member(merged.Count - 1);
        merged.AddRange(members.Skip(kept).Select(m => m.With(o =>
            o.IsMember ? Operand.Member(o.Index < kept ? o.Index : o.Index + moved) : o.Index == value ? result : o)));
        return new KernelGroup(merged);
    }

    /// <summary>The values from outside that the steps read; all values that an element-wise kernel reads.</summary>
    public IEnumerable<int> StepValues() =>
        members.Skip(HasHeavyAnchor ? 1 : 0).SelectMany(m => m.Operands).Where(o => !o.IsMember).Select(o => o.Index).Distinct();

    /// <summary>Whether the kernel keeps to the limits.</summary>
    public bool Fits(FusionLimits limits) => members.Count - 1 <= limits.Steps && StepValues().Count() <= limits.Operands;

    /// <summary>
    /// The operator of the kernel and the ids of its inputs. A step that reads an input of an element-wise anchor shares it; one that reads
    /// an input of a heavy anchor has it as an input of its own, since it reads other elements at a time.
    /// </summary>
    public (Operator Operator, int[] Inputs) ToOperator()
    {
        Member anchor = members[0];
        List<int> inputs = [.. anchor.Operands.Select(o => o.Index)];
        if (members.Count == 1)
        {
            return (anchor.Operator, [.. inputs]);
        }

        int shareable = HasFixedAnchor ? inputs.Count : 0;
        var steps = new List<FusedStep>();
        foreach (Member member in members.Skip(1))
        {
            steps.Add(new FusedStep(member.Operator, member.Operands.Select(o => o.IsMember ? ~o.Index : Position(inputs, shareable, o.Index)).ToArray()));
        }

        return (new Fused(anchor.Operator, anchor.Operands.Length, steps.ToArray()), [.. inputs]);
    }

    /// <summary>What carries steps behind its accumulation.</summary>
    private static bool IsHeavy(Operator op) => op is Conv2D or ConvTranspose2D or Dense or MatMul or MaxPool or AveragePool or GlobalAveragePool;

    /// <summary>Operators whose result element depends on one element of each operand.</summary>
    private static bool IsElementWise(Operator op) => op is UnaryOperator or BinaryOperator or PRelu or Cast;

    private static int Position(List<int> inputs, int from, int value)
    {
        int found = inputs.IndexOf(value, from);
        if (found < 0)
        {
            found = inputs.Count;
            inputs.Add(value);
        }

        return found;
    }

    private readonly record struct Operand(bool IsMember, int Index)
    {
        public static Operand Value(int id) => new(false, id);

        public static Operand Member(int index) => new(true, index);
    }

    private sealed record Member(Operator Operator, Operand[] Operands)
    {
        public Member With(Converter<Operand, Operand> change) => new(Operator, Array.ConvertAll(Operands, change));
    }
}
