using System;
using ModelGen;
using static ModelGen.Ops;

namespace Networks;

/// <summary>
/// KWT-2, the second of the Keyword Transformers (A. Berg, M. O'Connor, M. T. Cruz, "Keyword Transformer: A Self-Attention Model for Keyword Spotting", 2021):
/// 98 frames of 40 cepstral coefficients in, twelve probabilities out. A frame is a token; the last of them, which is learnt, is classified.
/// </summary>
[Model]
public sealed partial class KeywordTransformer
{
    private const int Frames = 98, Width = 128, Heads = 2, Hidden = 512, Classes = 12;

    private readonly Dense embedding = new(Width);
    private readonly Parameter token = new(1, 1, Width);
    private readonly Parameter positions = new(1, Frames + 1, Width);
    private readonly TransformerBlock[] blocks =
    [
        new(Width, Heads, Hidden), new(Width, Heads, Hidden), new(Width, Heads, Hidden), new(Width, Heads, Hidden),
        new(Width, Heads, Hidden), new(Width, Heads, Hidden), new(Width, Heads, Hidden), new(Width, Heads, Hidden),
        new(Width, Heads, Hidden), new(Width, Heads, Hidden), new(Width, Heads, Hidden), new(Width, Heads, Hidden),
    ];

    private readonly Dense classifier = new(Classes);

    public Tensor Forward([Input(Frames, 40)] Tensor spectrogram)
    {
        var x = Concat(1, embedding.Forward(spectrogram), token.Value) + positions.Value;
        foreach (var block in blocks)
        {
            x = block.Forward(x);
        }

        return Softmax(classifier.Forward(Reshape(Slice(x, 1, Frames, 1), -1, Width)));
    }
}

/// <summary>Self-attention and two dense layers, each added to what it reads and normalised after that.</summary>
[Module]
public sealed partial class TransformerBlock(int width, int heads, int hidden)
{
    private readonly SelfAttention attention = new(width, heads);
    private readonly LayerNorm attentionNorm = new();
    private readonly Dense expand = new(hidden);
    private readonly Dense project = new(width);
    private readonly LayerNorm norm = new();

    public Tensor Forward(Tensor x)
    {
        x = attentionNorm.Forward(x + attention.Forward(x));
        return norm.Forward(x + project.Forward(Gelu(expand.Forward(x))));
    }
}

/// <summary>Scaled dot-product attention of all tokens to all, in several heads.</summary>
[Module]
public sealed partial class SelfAttention(int width, int heads)
{
    private readonly Dense query = new(width);
    private readonly Dense key = new(width);
    private readonly Dense value = new(width);
    private readonly Dense output = new(width);

    public Tensor Forward(Tensor x)
    {
        int tokens = x.Shape[1], size = width / heads;
        var queries = Transpose(Reshape(query.Forward(x), -1, tokens, heads, size), 0, 2, 1, 3);
        var keys = Transpose(Reshape(key.Forward(x), -1, tokens, heads, size), 0, 2, 3, 1);
        var values = Transpose(Reshape(value.Forward(x), -1, tokens, heads, size), 0, 2, 1, 3);
        var weights = Softmax(MatMul(queries, keys) / MathF.Sqrt(size));
        return output.Forward(Reshape(Transpose(MatMul(weights, values), 0, 2, 1, 3), -1, tokens, width));
    }
}
