using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using ModelGen.Npu;
using ModelGen.Tests;

namespace ModelGen.Core.Tests.Npu.Compression;

public class NpuWeightStreamTests
{
    [Fact]
    public void Every_stream_is_decoded_to_its_bytes_by_the_decoder_and_by_the_oracle() => WeightGen.Any.Check(
        2000,
        bytes =>
        {
            byte[] stream = NpuWeightStream.Encode(bytes);
            Assert.Equal(bytes, NpuWeightStream.Decode(stream, bytes.Length));
            Assert.Equal(bytes, NpuWeightStream.Decode([.. stream, 0, 0, 0], bytes.Length));
            Assert.Equal(bytes, StreamOracle.Decode(stream));
        });

    /// <summary>A stream costs at most its header, and half a byte a slice, more than its bytes.</summary>
    [Fact]
    public void No_stream_is_much_longer_than_its_bytes() => WeightGen.Any.Check(
        500,
        bytes => Assert.True(NpuWeightStream.Encode(bytes).Length <= bytes.Length + 2 + (((bytes.Length + 127) / 128) + 1) / 2));

    /// <summary>5, −1 and 0 are the numbers 10, 1 and 0; Rice's code with one low bit is the shortest: quotients 5, 0 and 0 as 111110, 0 and 0, then the low bits 0, 1 and 0.</summary>
    [Fact]
    public void A_stream_has_the_documented_form() => Assert.Equal(
        [
            0b0000_0110,
            0b1111_0001, 0b0010_0001,
        ],
        NpuWeightStream.Encode([5, 255, 0]));

    [Fact]
    public void Every_code_is_used_by_weights_that_suit_it()
    {
        var random = new Random(1);
        var used = new HashSet<int>();
        for (int width = 0; width <= 8; width++)
        {
            used.Add(CodeOf([.. Enumerable.Range(0, 128).Select(_ => SliceCode.Value(random.Next(1 << width)))]));
        }

        for (int step = 1; step < 400; step++)
        {
            used.Add(CodeOf(WeightGen.Normal(random, 128, step / 8.0)));
            used.Add(CodeOf([.. Enumerable.Range(0, 128).Select(_ => SliceCode.Value((int)Math.Min(255, -Math.Log(1 - random.NextDouble()) * step / 8)))]));
        }

        Assert.Equal(Enumerable.Range(0, 16), used.Order());
    }

    /// <summary>Of weights with the maximum of their channel at 127, which are about normal with a deviation of 32 to 42, and of narrower ones.</summary>
    [Theory]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(25)]
    [InlineData(40)]
    public void Streams_of_normal_weights_come_near_their_entropy(double deviation)
    {
        byte[] bytes = WeightGen.Normal(new Random(7), 100_000, deviation);
        double entropy = bytes.GroupBy(b => b).Sum(g => -g.Count() * Math.Log2((double)g.Count() / bytes.Length)) / 8;
        Assert.InRange(NpuWeightStream.Encode(bytes).Length / entropy, 1, 1.04);
    }

    [Fact]
    public void A_shortened_stream_is_refused() => WeightGen.Any.Where(b => b.Length > 0).Check(
        100,
        bytes =>
        {
            byte[] stream = NpuWeightStream.Encode(bytes);
            for (int length = 0; length < Math.Min(stream.Length, 60); length++)
            {
                Assert.StartsWith("The compressed stream ", Assert.Throws<NpuProgramException>(() => NpuWeightStream.Decode(stream[..length], bytes.Length)).Message);
            }
        });

    /// <summary>Whatever is changed: the bytes are there, or the stream is refused; nothing else happens.</summary>
    [Fact]
    public void A_changed_stream_is_decoded_or_refused() => Gen.Select(WeightGen.Any, Gen.Select(Gen.Int[0, 2], Gen.Int[0, 10_000], Gen.Byte).Array[1, 4]).Check(
        20_000,
        drawn =>
        {
            (byte[] bytes, (int Kind, int Place, byte Value)[] edits) = drawn;
            List<byte> stream = [.. NpuWeightStream.Encode(bytes)];
            foreach ((int kind, int place, byte value) in edits)
            {
                int at = place % stream.Count;
                switch (kind)
                {
                    case 0:
                        stream[at] = value;
                        break;
                    case 1:
                        stream.Insert(at, value);
                        break;
                    case 2 when stream.Count > 1:
                        stream.RemoveAt(at);
                        break;
                }
            }

            try
            {
                Assert.Equal(bytes.Length, NpuWeightStream.Decode([.. stream], bytes.Length).Length);
            }
            catch (NpuProgramException e)
            {
                Assert.StartsWith("The compressed stream ", e.Message);
            }
        });

    [Theory]
    [InlineData(new byte[0], 3, "The compressed stream ends after 0 bytes, before all that it is of is decoded.")]
    [InlineData(new byte[] { 8, 11 }, 3, "The compressed stream is of 4 bytes, but 3 are decoded.")]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff }, 3, "The compressed stream begins with a number of more than 5 bytes.")]
    [InlineData(new byte[] { 2, 0xf5, 0xff }, 1, "The compressed stream has a prefix of more than 6 ones before its byte 3.")]
    [InlineData(new byte[] { 2, 0x0b, 0, 1 }, 1, "The compressed stream is followed by something other than zeros before its byte 4.")]
    [InlineData(new byte[] { 2, 0x1b }, 1, "The compressed stream is followed by something other than zeros before its byte 2.")]
    public void A_malformed_stream_is_refused(byte[] stream, int count, string message) =>
        Assert.Equal(message, Assert.Throws<NpuProgramException>(() => NpuWeightStream.Decode(stream, count)).Message);

    [Fact]
    public void A_count_is_in_range() => Assert.Throws<ArgumentException>(() => NpuWeightStream.Decode([0], -1));

    /// <summary>The code of the only slice.</summary>
    private static int CodeOf(byte[] slice) => NpuWeightStream.Encode(slice)[2] & 15;
}
