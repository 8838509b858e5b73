namespace ModelGen.CompilerServices;

/// <summary>The operands with which machine code is compared with the reference before it is used.</summary>
internal static unsafe class SelfCheck
{
    /// <summary>Fills activations with bytes, weights with signed ones within −127 … 127.</summary>
    public static void Fill(byte* activations, int activationCount, byte* weights, int weightCount)
    {
        uint state = 1;
        for (int i = 0; i < activationCount; i++)
        {
            activations[i] = (byte)((state = Next(state)) >> 24);
        }

        for (int i = 0; i < weightCount; i++)
        {
            weights[i] = (byte)((((state = Next(state)) >> 24) % 255) - 127);
        }
    }

    /// <summary>A linear congruential generator.</summary>
    private static uint Next(uint state) => unchecked((state * 1664525) + 1013904223);
}
