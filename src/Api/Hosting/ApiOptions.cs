using System.ComponentModel.DataAnnotations;
using Grid.Api.Security;
using Microsoft.Extensions.Configuration;

namespace Grid.Api.Hosting;

/// <summary>Configuration of the API: section <c>Grid:Api</c>, and the environment that the whole register shares.</summary>
public sealed class ApiOptions
{
    public const string Section = "Grid:Api";

    /// <summary>The province's identity provider (OpenID Connect issuer). Required in production.</summary>
    public string? Authority { get; set; }

    /// <summary>How often its addresses and keys are read again while it answers; a key that is not known is asked for at once.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan AuthorityRefresh { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>For how long it may take to answer.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan AuthorityTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>For whom its tokens must be.</summary>
    public string Audience { get; set; } = DevelopmentToken.UsualAudience;

    /// <summary>
    /// What the header <c>typ</c> of its access tokens says (RFC 9068: <c>at+jwt</c>). With <c>JWT</c>, of providers that do not follow it, a
    /// token that says otherwise in its payload is rejected too.
    /// </summary>
    [Required]
    public string TokenType { get; set; } = DevelopmentToken.AccessTokenType;

    /// <summary>
    /// Requests of one client address to what needs no token, progress queries among them, a second; a burst of twice as many is let
    /// through. A service hall or a portal is one address.
    /// </summary>
    [Range(1, 1_000_000)]
    public int AnonymousPerSecond { get; set; } = 50;

    /// <summary>How often one caller may see full values within an hour, from all processes together.</summary>
    [Range(1, 1_000_000)]
    public int RevealsPerHour { get; set; } = 60;

    /// <summary>Searches of one caller within an hour, each page being one; from all processes together.</summary>
    [Range(1, 1_000_000)]
    public int SearchesPerHour { get; set; } = 300;

    /// <summary>Duties that one caller may claim within an hour, which gives their telephones; from all processes together.</summary>
    [Range(1, 1_000_000)]
    public int ClaimsPerHour { get; set; } = 120;

    /// <summary>Samples for surveys by telephone that one caller may draw within an hour, from all processes together.</summary>
    [Range(1, 1_000_000)]
    public int PhoneSamplesPerHour { get; set; } = 20;

    /// <summary>Lists of persons that one caller may make of numbers within an hour, from all processes together.</summary>
    [Range(1, 1_000_000)]
    public int PersonListsPerHour { get; set; } = 30;

    /// <summary>Exports of persons of one caller within an hour, from all processes together.</summary>
    [Range(1, 1_000_000)]
    public int ExportsPerHour { get; set; } = 10;

    /// <summary>Persons that one masked export may have.</summary>
    [Range(1, 50_000)]
    public int ExportPersons { get; set; } = 5000;

    /// <summary>Persons that one export with values in full may have.</summary>
    [Range(1, 5_000)]
    public int ExportPersonsInFull { get; set; } = 500;

    /// <summary>
    /// Applications of one caller within an hour that may be refused because the number is recorded with another name or date of birth, from
    /// all processes together. A person who sends more may send none for the rest of the hour.
    /// </summary>
    [Range(1, 1_000_000)]
    public int ContradictionsPerHour { get; set; } = 20;

    /// <summary>Requests in progress at the same time.</summary>
    [Range(1, 100_000)]
    public int Concurrency { get; set; } = 512;

    /// <summary>Of them, those of one caller. What one caller's load costs the others is what so many requests cost.</summary>
    [Range(1, 100_000)]
    public int ConcurrencyPerCaller { get; set; } = 32;

    /// <summary>
    /// Of them, those of one caller while others are there (<see cref="FairQueue.Presence"/>), never more than
    /// <see cref="ConcurrencyPerCaller"/>; 0 for as many as there are processors, and at least 2.
    /// </summary>
    [Range(0, 100_000)]
    public int ConcurrencyBesideOthers { get; set; }

    /// <summary>Requests that wait for their turn; of more, those of the caller with the most waiting get 429.</summary>
    [Range(0, 1_000_000)]
    public int Queue { get; set; } = 1024;

    /// <summary>After this a request is given up: a write's outcome is then unknown.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// For how long a call is repeated whose silo is gone (<see cref="Commands.GrainRetry"/>). The last one begins within it and takes the
    /// response time-out at most: both together are less than <see cref="Timeout"/>.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan RepeatFor { get; set; } = TimeSpan.FromSeconds(13);

    /// <summary>Addresses, or networks such as 10.1.2.0/24, of reverse proxies whose <c>X-Forwarded-For</c> is believed.</summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>Whether the documentation for integrators is served, at <c>/integrators</c> and <c>/reference</c>.</summary>
    public bool Reference { get; set; } = true;

    /// <summary><c>GRID_HOME</c>: its <c>secrets/dev-token.key</c> signs development tokens.</summary>
    public string Home { get; set; } = ".grid";

    /// <summary>Set by <c>GRID_ENVIRONMENT</c> only: tokens of the development key are then accepted.</summary>
    public bool Development { get; set; }

    internal static void Bind(ApiOptions options, IConfiguration configuration)
    {
        configuration.GetSection(Section).Bind(options);
        options.Home = configuration["GRID_HOME"] is { Length: > 0 } home ? home : options.Home;
        options.Development = string.Equals(configuration["GRID_ENVIRONMENT"], "Development", StringComparison.OrdinalIgnoreCase);
    }
}
