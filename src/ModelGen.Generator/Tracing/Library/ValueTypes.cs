using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.Tracing.Values;

namespace ModelGen.Generator.Tracing.Library;

/// <summary>Members of Size2D, Padding, Shape, Tensor and nullables that are known at compile time.</summary>
internal static class ValueTypes
{
    /// <summary>The functions by name.</summary>
    public static IReadOnlyDictionary<string, LibraryFunction> Functions { get; } = new Dictionary<string, LibraryFunction>(StringComparer.Ordinal)
    {
        ["ModelGen.Size2D..ctor"] = call => Size(call.Arguments.All),
        ["ModelGen.Size2D.op_Implicit"] = call => Size(Elements(call)),
        ["ModelGen.Size2D.get_Height"] = Get<Size2D>(s => s.Height),
        ["ModelGen.Size2D.get_Width"] = Get<Size2D>(s => s.Width),
        ["ModelGen.Padding.get_Same"] = _ => ConstantValue.Of(Padding.Same),
        ["ModelGen.Padding.get_Valid"] = _ => ConstantValue.Of(Padding.Valid),
        ["ModelGen.Padding.Explicit"] = call => Explicit(call, call.Arguments.All),
        ["ModelGen.Padding.op_Implicit"] = call => Explicit(call, Elements(call)),
        ["ModelGen.Tensor.get_Shape"] = call => ConstantValue.Of(((TensorValue)call.Instance!).Shape),
        ["ModelGen.Shape.get_Rank"] = Get<Shape>(s => s.Rank),
        ["ModelGen.Shape.get_ElementCount"] = Get<Shape>(s => s.ElementCount),
        ["ModelGen.Shape.ToArray"] = call => new ListValue([.. ((Shape)((ConstantValue)call.Instance!).Content!).Select(e => (Value)ConstantValue.Of(e))]),
        ["System.Nullable.get_HasValue"] = call => ConstantValue.Of(call.Instance is not ConstantValue { IsNull: true }),
        ["System.Nullable.get_Value"] = call => call.Instance!,
        ["System.Nullable..ctor"] = call => call.Arguments.All[0].Value,
    };

    private static LibraryFunction Get<T>(Func<T, object> read) => call => ConstantValue.Of(read((T)((ConstantValue)call.Instance!).Content!));

    private static Argument[] Elements(LibraryCall call) => call.Arguments.All[0] is { Value: TupleValue tuple } argument
        ? [.. tuple.Items.Select(item => argument with { Value = item })]
        : [call.Arguments.All[0]];

    private static int[] Ints(IReadOnlyList<Argument> arguments) => [.. arguments.Select(a => (int)((ConstantValue)a.Value).Content!)];

    private static Value Size(IReadOnlyList<Argument> arguments) => ConstantValue.Of(Ints(arguments) switch
    {
        [int height, int width] => new Size2D(height, width),
        [int both] => new Size2D(both, both),
        _ => default,
    });

    private static Value Explicit(LibraryCall call, IReadOnlyList<Argument> arguments)
    {
        int[] amounts = Ints(arguments);
        if (amounts.Any(a => a < 0))
        {
            return call.Report(Rules.LayerArgument, arguments[0].Syntax, "Padding", "amounts", string.Join(", ", amounts), "padding is at least 0 on every side");
        }

        return ConstantValue.Of(amounts switch
        {
            [int top, int left, int bottom, int right] => Padding.Explicit(top, left, bottom, right),
            [int height, int width] => Padding.Explicit(height, width, height, width),
            [int all] => Padding.Explicit(all, all, all, all),
            _ => Padding.Valid,
        });
    }
}
