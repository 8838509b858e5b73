using System;
using ModelGen.CompilerServices;

namespace ModelGen.Runtime.Tests.CompilerServices;

public sealed class IsaSelectionTests
{
    [Fact]
    public void The_option_goes_before_the_environment() => Assert.Equal(Isa.Vector128, IsaSelection.Resolve(Isa.Vector128, "nonsense"));

    [Theory]
    [InlineData("Vector128")]
    [InlineData(" vector128 ")]
    public void The_environment_names_a_set_in_any_case(string value) => Assert.Equal(Isa.Vector128, IsaSelection.Resolve(null, value));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Without_a_choice_the_best_is_taken(string? value)
    {
        Isa width = Simd512.IsSupported ? Isa.Vector512 : Simd256.IsSupported ? Isa.Vector256 : Isa.Vector128;
        Isa best = IsaSelection.Resolve(null, value);
        Assert.True(IsaSelection.IsSupported(best));
        Assert.Equal(width, IsaSelection.Width(best));
        Assert.DoesNotContain(Enum.GetValues<Isa>(), i => i > best && IsaSelection.IsSupported(i));
    }

    [Theory]
    [InlineData("AVX9000")]
    [InlineData("128")]
    [InlineData("Vector64")]
    public void An_unknown_name_is_refused_with_those_that_are_known(string value)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => IsaSelection.Resolve(null, value));
        Assert.Equal($"The environment variable MODELGEN_ISA is '{value}', but it must be one of Scalar, Vector128, Vector256, AvxVnni, Vector512, Avx512Vnni, AmxInt8, or unset.", exception.Message);
    }

    [Fact]
    public void A_set_that_does_not_exist_is_refused()
    {
        PlatformNotSupportedException exception = Assert.Throws<PlatformNotSupportedException>(() => IsaSelection.Resolve((Isa)1024, null));
        Assert.StartsWith("ModelOptions.Isa is 1024, but this processor", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Isa.Scalar, Isa.Vector128, 4)]
    [InlineData(Isa.Vector128, Isa.Vector128, 4)]
    [InlineData(Isa.Vector256, Isa.Vector256, 8)]
    [InlineData(Isa.AvxVnni, Isa.Vector256, 8)]
    [InlineData(Isa.Vector512, Isa.Vector512, 16)]
    [InlineData(Isa.Avx512Vnni, Isa.Vector512, 16)]
    [InlineData(Isa.AmxInt8, Isa.Vector512, 16)]
    public void A_set_has_the_vectors_of_its_width(Isa isa, Isa width, int lanes)
    {
        Assert.Equal(width, IsaSelection.Width(isa));
        Assert.Equal(lanes, IsaSelection.Lanes(isa));
        if (IsaSelection.IsSupported(isa))
        {
            Assert.Equal(isa, IsaSelection.Resolve(isa, null));
            Assert.Equal(width, IsaSelection.ResolveWidth(isa));
        }
        else
        {
            Assert.Throws<PlatformNotSupportedException>(() => IsaSelection.Resolve(isa, null));
            Assert.Throws<PlatformNotSupportedException>(() => IsaSelection.ResolveWidth(isa));
        }
    }
}
