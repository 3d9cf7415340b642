using System.Collections;
using Grid.Silo.Hosting;

namespace Grid.Sandbox;

/// <summary>
/// Where the sandbox is. It fails closed: a setting of a register that it does not know, a production environment, or a home that a register
/// has used are reasons not to start, whatever they say.
/// </summary>
public sealed record SandboxSettings
{
    private const string OwnerVariable = "GRID_SANDBOX_OWNER";
    private const string ApplicationVariable = "GRID_SANDBOX_APPLICATION";

    /// <summary>Beside these, every setting of a register is refused: it would be meant for one.</summary>
    private static readonly string[] Known = ["GRID_HOME", "GRID_URLS", "GRID_ENVIRONMENT", OwnerVariable, ApplicationVariable];

    /// <summary>What may be set of the register inside: whom it may tell of changes, for trying webhooks.</summary>
    private static readonly string[] KnownSections = ["Grid__Webhooks__", "GRID_TEST_"];

    private const string Development = "Development";
    private const string Mark = "sandbox.home";

    /// <summary><c>GRID_HOME</c>: keys and secrets of the sandbox alone.</summary>
    public required string Home { get; init; }

    /// <summary><c>GRID_URLS</c>: where it listens; the first address is the one that it calls itself by.</summary>
    public required string Urls { get; init; }

    /// <summary><c>GRID_SANDBOX_OWNER</c>: a role that may make databases, and owns the sandbox's.</summary>
    public required string Owner { get; init; }

    /// <summary><c>GRID_SANDBOX_APPLICATION</c>: the role with which the register inside works.</summary>
    public required string Application { get; init; }

    public string Secrets => Path.Combine(Home, "secrets");

    public string TokenKeyFile => Path.Combine(Secrets, "dev-token.key");

    /// <summary>By the environment's variables.</summary>
    /// <exception cref="ConfigurationException">One is missing, or one is set that a sandbox must not have.</exception>
    public static SandboxSettings Read(IDictionary environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        foreach (var name in environment.Keys.Cast<string>().Order(StringComparer.Ordinal))
        {
            if (IsOfRegister(name) && !Known.Contains(name) && !KnownSections.Any(part => name.StartsWith(part, StringComparison.Ordinal)))
            {
                throw new ConfigurationException(
                    $"已设置 {name},沙箱拒绝启动。{name} is set: that is a setting of a register, and the sandbox does not start beside it."
                );
            }
        }

        if (Text("GRID_ENVIRONMENT") is { } name2 && name2 != Development)
        {
            throw new ConfigurationException(
                $"GRID_ENVIRONMENT 为 {name2},沙箱只能在开发环境运行。GRID_ENVIRONMENT is {name2}; a sandbox runs in {Development} alone."
            );
        }

        return new SandboxSettings
        {
            Home = Path.GetFullPath(Needed("GRID_HOME")),
            Urls = Text("GRID_URLS") ?? "http://127.0.0.1:5080",
            Owner = Needed(OwnerVariable),
            Application = Needed(ApplicationVariable),
        };

        string? Text(string variable) => environment[variable] is string text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
        string Needed(string variable) =>
            Text(variable) ?? throw new ConfigurationException($"{variable} is not set; ./grid run --sandbox sets it.");
    }

    /// <summary>Marks the home as a sandbox's. One with keys that no sandbox made is a register's.</summary>
    /// <exception cref="ConfigurationException">It is a register's.</exception>
    public void TakeHome()
    {
        var mark = Path.Combine(Home, Mark);
        if (!File.Exists(mark) && Directory.Exists(Path.Combine(Secrets, "keys")))
        {
            throw new ConfigurationException(
                $"{Home} 是登记系统的目录,沙箱拒绝使用。{Home} is the home of a register: the sandbox needs one of its own."
            );
        }

        Directory.CreateDirectory(Home);
        File.WriteAllText(mark, "沙箱 sandbox\n");
    }

    private static bool IsOfRegister(string name) =>
        name.StartsWith("GRID_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Grid:", StringComparison.OrdinalIgnoreCase);
}
