using System.ComponentModel.DataAnnotations;

namespace Grid.Console.Hosting;

/// <summary>Configuration of the pages: section <c>Grid:Console</c>.</summary>
public sealed class ConsoleOptions
{
    public const string Section = "Grid:Console";

    /// <summary>Where the pages call the API; absent: the process' own address.</summary>
    public Uri? ApiAddress { get; set; }

    /// <summary>Our client at the province's identity provider (<c>Grid:Api:Authority</c>). Without it production has no pages.</summary>
    public string? ClientId { get; set; }

    /// <summary>File with the client's secret.</summary>
    public string? ClientSecretFile { get; set; }

    /// <summary>Scopes beside <c>openid</c>, with blanks between: those that put role and office into the access token.</summary>
    public string Scopes { get; set; } = "profile";

    /// <summary>
    /// Choosing a role instead of signing in. Development without an identity provider has it; production refuses to start with it.
    /// </summary>
    public bool? DevelopmentSignIn { get; set; }

    /// <summary>
    /// How long the pages of a session may stay untouched before it ends. What the pages do by themselves does not count.
    /// </summary>
    [Range(typeof(TimeSpan), "00:05:00", "08:00:00")]
    public TimeSpan Idle { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>A line at the top of every page, for a system that is not the province's register: for training, or a sandbox.</summary>
    [MaxLength(200)]
    public string? Notice { get; set; }

    /// <summary>How often a live page asks for its numbers.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan Refresh { get; set; } = TimeSpan.FromSeconds(5);
}
