using System;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;

namespace VerifyTests;

/// <summary>How a snapshot is named.</summary>
public sealed class VerifySettings
{
    /// <summary>What tells the cases of a theory apart in the file name; null for none.</summary>
    public string? ParametersText { get; private set; }

    /// <summary>Sets what tells the cases of a theory apart.</summary>
    public void UseTextForParameters(string parametersText) => ParametersText = parametersText;
}

/// <summary>A comparison that runs when it is awaited; until then its settings can be changed.</summary>
public sealed class SettingsTask(VerifySettings? settings, Func<VerifySettings, Task> compare)
{
    private readonly VerifySettings settings = settings ?? new VerifySettings();
    private Task? task;

    /// <summary>Sets what tells the cases of a theory apart.</summary>
    public SettingsTask UseTextForParameters(string parametersText)
    {
        settings.UseTextForParameters(parametersText);
        return this;
    }

    /// <summary>Runs the comparison, once.</summary>
    public Task ToTask() => task ??= compare(settings);

    /// <summary>Awaits the comparison.</summary>
    public TaskAwaiter GetAwaiter() => ToTask().GetAwaiter();

    /// <summary>As what a test returns.</summary>
    public static implicit operator Task(SettingsTask task) => task.ToTask();
}
