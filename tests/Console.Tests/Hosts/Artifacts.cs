namespace Grid.Console.Tests.Hosts;

/// <summary>Where pictures are kept: below <c>GRID_HOME/results/console</c>, or beside the tests.</summary>
internal static class Artifacts
{
    public static string Folder { get; } =
        Directory
            .CreateDirectory(
                Environment.GetEnvironmentVariable("GRID_HOME") is { Length: > 0 } home
                    ? Path.Combine(home, "results", "console")
                    : Path.Combine(AppContext.BaseDirectory, "TestResults", "console")
            )
            .FullName;

    public static string File(string name) =>
        Path.Combine(Folder, string.Concat(name.Select(letter => char.IsLetterOrDigit(letter) || letter is '.' or '-' ? letter : '_')));
}
