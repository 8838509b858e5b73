using System.Collections.Generic;

namespace ModelGen.Npu;

/// <summary>Walks through a valid program in the order of dispatch: loops, and the layer of what is dispatched.</summary>
internal sealed class FrontEnd(NpuProgram program)
{
    private readonly List<(int Start, int Iteration)> loops = [];
    private readonly LoopSteps steps = new(program);

    /// <summary>The index of the instruction that is next.</summary>
    public int Position { get; private set; }

    /// <summary>The instruction that is next.</summary>
    public NpuInstruction Next => program.Code[Position];

    /// <summary>The layer of what is dispatched; −1 before the first MARK.</summary>
    public int Layer { get; private set; } = -1;

    /// <summary>Whether HALT was reached.</summary>
    public bool Halted { get; private set; }

    /// <summary>The next instruction as the loops around it have it.</summary>
    public NpuInstruction Stepped => steps.At(Position, Next, loops.Count > 0 ? loops[0].Iteration : 0, loops.Count > 1 ? loops[1].Iteration : 0);

    /// <summary>Goes past the next instruction.</summary>
    public void Advance()
    {
        NpuInstruction instruction = Next;
        switch (instruction.Operation)
        {
            case LoopOperation:
                loops.Add((Position, 0));
                break;
            case EndOperation:
                (int start, int iteration) = loops[loops.Count - 1];
                loops.RemoveAt(loops.Count - 1);
                if (iteration + 1 < program.Code[start][NpuIsa.Loop.Iterations])
                {
                    loops.Add((start, iteration + 1));
                    Position = start;
                }

                break;
            case MarkOperation mark:
                Layer = (int)instruction[mark.Layer];
                break;
            case HaltOperation:
                Halted = true;
                return;
        }

        Position++;
    }
}
