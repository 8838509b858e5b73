using System;
using System.IO;
using Spectre.Console;

namespace ModelGen.Tool;

/// <summary>Where a command writes: tables and colours on a terminal, plain lines of text anywhere else.</summary>
internal sealed class ToolConsole
{
    /// <summary>Wide enough that no row of a redirected table is broken.</summary>
    private const int PlainWidth = 400;

    public ToolConsole(TextWriter output, TextWriter error)
    {
        Text = output;
        Warning = error;
        Output = Create(output, !ReferenceEquals(output, Console.Out) || Console.IsOutputRedirected);
        Error = Create(error, !ReferenceEquals(error, Console.Error) || Console.IsErrorRedirected);
    }

    /// <summary>Results, as plain text.</summary>
    public TextWriter Text { get; }

    /// <summary>What the user should know besides, as plain text.</summary>
    public TextWriter Warning { get; }

    /// <summary>Results.</summary>
    public IAnsiConsole Output { get; }

    /// <summary>Progress.</summary>
    public IAnsiConsole Error { get; }

    /// <summary>Does work, of which a terminal shows the step that it is in.</summary>
    /// <param name="first">The first step.</param>
    /// <param name="work">The work, which is given what tells the steps.</param>
    public T WithStatus<T>(string first, Func<Action<string>, T> work)
    {
        if (!Error.Profile.Capabilities.Interactive)
        {
            return work(_ => { });
        }

        T result = default!;
        Error.Status().Start(first, status => result = work(step => status.Status = Markup.Escape(step)));
        return result;
    }

    private static IAnsiConsole Create(TextWriter writer, bool isPlain)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isPlain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isPlain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = isPlain ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (isPlain)
        {
            console.Profile.Width = PlainWidth;
            console.Profile.Capabilities.Unicode = true;
        }

        return console;
    }
}
