using System;
using System.Runtime.Intrinsics;
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
        Isa best = Vector512.IsHardwareAccelerated ? Isa.Vector512 : Vector256.IsHardwareAccelerated ? Isa.Vector256 : Isa.Vector128;
        Assert.Equal(best, IsaSelection.Resolve(null, value));
    }

    [Theory]
    [InlineData("AVX9000")]
    [InlineData("128")]
    [InlineData("Vector64")]
    public void An_unknown_name_is_refused_with_those_that_are_known(string value)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => IsaSelection.Resolve(null, value));
        Assert.Equal($"The environment variable MODELGEN_ISA is '{value}', but it must be one of Vector128, Vector256, Vector512, or unset.", exception.Message);
    }

    [Fact]
    public void A_set_that_does_not_exist_is_refused()
    {
        PlatformNotSupportedException exception = Assert.Throws<PlatformNotSupportedException>(() => IsaSelection.Resolve((Isa)1024, null));
        Assert.StartsWith("ModelOptions.Isa is 1024, but this processor", exception.Message, StringComparison.Ordinal);
    }
}
