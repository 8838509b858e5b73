using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ModelGen.Onnx.Tests.Documentation;

/// <summary>Writes public members as a reader of C# knows them.</summary>
internal static class Signatures
{
    /// <summary>As in <c>MaxPool(Tensor x, Size2D kernel)</c>.</summary>
    public static string Of(MethodInfo method) => $"{method.Name}({List(method)})";

    /// <summary>As in <c>new Dense(int units, bool bias = true)</c>.</summary>
    public static string Of(ConstructorInfo constructor) => $"new {constructor.DeclaringType!.Name}({List(constructor)})";

    /// <summary>As in <c>Size2D Stride</c>.</summary>
    public static string Of(System.Reflection.ParameterInfo parameter)
    {
        string prefix = parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        string suffix = parameter.HasDefaultValue ? " = " + Default(parameter) : "";
        return $"{prefix}{Name(parameter.ParameterType)} {parameter.Name}{suffix}";
    }

    private static string List(MethodBase method) => string.Join(", ", method.GetParameters().Where(p => !IsFilledByCompiler(p)).Select(Of));

    private static bool IsFilledByCompiler(System.Reflection.ParameterInfo parameter) =>
        parameter.IsDefined(typeof(CallerArgumentExpressionAttribute)) || parameter.IsDefined(typeof(CallerMemberNameAttribute));

    private static string Default(System.Reflection.ParameterInfo parameter) => parameter.DefaultValue switch
    {
        bool value => value ? "true" : "false",
        float value => value.ToString(CultureInfo.InvariantCulture) + "f",
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? "default" : "null",
    };

    private static string Name(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Name(underlying) + "?";
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        if (type.IsGenericType)
        {
            IEnumerable<string> arguments = type.GetGenericArguments().Select(Name);
            return type.Name[..type.Name.IndexOf('`')] + "<" + string.Join(", ", arguments) + ">";
        }

        return type == typeof(int) ? "int" : type == typeof(float) ? "float" : type == typeof(bool) ? "bool" : type == typeof(string) ? "string" : type.Name;
    }
}
