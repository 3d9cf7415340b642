using System.Diagnostics.Metrics;
using Grid.Api.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Grid.Api.Security;

/// <summary>
/// Addresses and keys of the province's identity provider. They are read at the start and again every few minutes; a key that is not among
/// them is asked for at once. While the provider does not answer, its last answer stays in use, however long that takes: tokens
/// end by themselves within minutes.
/// </summary>
public sealed partial class ProviderKeys : BackgroundService, IConfigurationManager<OpenIdConnectConfiguration>
{
    /// <summary>
    /// Between two attempts that requests cause: neither an outage nor a client with made-up key ids causes more requests.
    /// </summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Between two attempts of our own during an outage.</summary>
    internal static readonly TimeSpan Retry = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly Meter meter = new("Grid.IdentityProvider");
    private readonly Counter<long> reads;
    private readonly ApiOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger<ProviderKeys> logger;
    private readonly HttpClient client;
    private readonly string address;

    private OpenIdConnectConfiguration? known;
    private Task<OpenIdConnectConfiguration>? reading;
    private long? lastEnd;
    private long? failingSince;

    /// <param name="options">Names the provider.</param>
    /// <param name="clock">Intervals are measured by it.</param>
    /// <param name="logger">Says when an outage begins and when it is over.</param>
    /// <param name="backchannel">How the provider is reached; another one in tests.</param>
    public ProviderKeys(
        IOptions<ApiOptions> options,
        TimeProvider clock,
        ILogger<ProviderKeys> logger,
        HttpMessageHandler? backchannel = null
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        (this.options, this.clock, this.logger) = (options.Value, clock, logger);
        address = $"{this.options.Authority?.TrimEnd('/')}/.well-known/openid-configuration";
        client = new HttpClient(backchannel ?? OutwardCalls.Handler())
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = 1024 * 1024,
        };
        reads = meter.CreateCounter<long>(
            "grid.identity_provider.reads",
            null,
            "Attempts to read the identity provider's addresses and keys, by result."
        );
        meter.CreateObservableGauge(
            "grid.identity_provider.unreachable",
            () => Outage.TotalSeconds,
            "s",
            "For how long the identity provider has not answered; 0 while it does."
        );
    }

    /// <summary>Whether there is a provider: development has none.</summary>
    public bool IsUsed => !string.IsNullOrEmpty(options.Authority);

    /// <summary>For how long the provider has not answered; zero while it does.</summary>
    public TimeSpan Outage
    {
        get
        {
            lock (gate)
                return failingSince is { } since ? Longer(clock.GetElapsedTime(since), TimeSpan.FromSeconds(1)) : TimeSpan.Zero;
        }
    }

    /// <summary>What it answered last; null before its first answer.</summary>
    public OpenIdConnectConfiguration? Known
    {
        get
        {
            lock (gate)
                return known;
        }
    }

    /// <summary>What the provider said last. Only before its first answer does a caller wait for it.</summary>
    /// <exception cref="ProviderUnavailableException">It never answered, and does not now.</exception>
    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        lock (gate)
        {
            if (known is { } last)
                return last;
        }

        return await ReadAsync(cancel) ?? throw new ProviderUnavailableException();
    }

    /// <summary>
    /// The keys after those that do not fit a token: newer ones, where the provider has them; null where it has none, or was asked a moment
    /// ago.
    /// </summary>
    /// <param name="tried">What the token was checked with.</param>
    /// <param name="cancel">Ends the wait, not the reading.</param>
    /// <exception cref="ProviderUnavailableException">The provider does not answer: the token may be of a newer key.</exception>
    public async Task<OpenIdConnectConfiguration?> GetNewerAsync(OpenIdConnectConfiguration tried, CancellationToken cancel)
    {
        lock (gate)
        {
            if (known is { } last && !ReferenceEquals(last, tried))
                return last;
        }

        return await ReadAsync(cancel) is { } read && !ReferenceEquals(read, tried) ? read : null;
    }

    /// <inheritdoc/>
    void IConfigurationManager<OpenIdConnectConfiguration>.RequestRefresh()
    {
        // Nothing to do: the check of a token asks for newer keys itself.
    }

    public override void Dispose()
    {
        meter.Dispose();
        client.Dispose();
        base.Dispose();
    }

    /// <summary>Reads at the start, so that an outage shows before the first caller, and then periodically.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (IsUsed)
        {
            try
            {
                await StartReading().WaitAsync(stoppingToken);
            }
            catch (ProviderUnavailableException)
            {
                // Said in the log; below it is tried again.
            }

            await Task.Delay(Outage == TimeSpan.Zero ? options.AuthorityRefresh : Retry, clock, stoppingToken);
        }
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    /// <summary>
    /// Callers share a read in progress. Right after one, no new read is started: null if the last one succeeded.
    /// </summary>
    private async Task<OpenIdConnectConfiguration?> ReadAsync(CancellationToken cancel)
    {
        Task<OpenIdConnectConfiguration> task;
        lock (gate)
        {
            if (reading is null && lastEnd is { } end && clock.GetElapsedTime(end) < Pause)
                return failingSince is null ? null : throw new ProviderUnavailableException();
            task = StartReading();
        }

        return await task.WaitAsync(cancel);
    }

    private Task<OpenIdConnectConfiguration> StartReading()
    {
        lock (gate)
            return reading ??= Task.Run(FetchAsync);
    }

    private async Task<OpenIdConnectConfiguration> FetchAsync()
    {
        using var patience = new CancellationTokenSource(options.AuthorityTimeout, clock);
        try
        {
            var answer = await OpenIdConnectConfigurationRetriever.GetAsync(
                address,
                new Documents(client, requiresTls: !options.Development),
                patience.Token
            );
            if (answer.SigningKeys.Count == 0 || string.IsNullOrEmpty(answer.Issuer))
                throw new InvalidOperationException("The provider's answer names no key or no issuer.");
            return Ended(answer);
        }
#pragma warning disable CA1031 // Whatever went wrong: no connection, no TLS, a status, no JSON, no key.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Ended(error);
            throw new ProviderUnavailableException(error);
        }
    }

    private OpenIdConnectConfiguration Ended(OpenIdConnectConfiguration answer)
    {
        reads.Add(1, new KeyValuePair<string, object?>("result", "answered"));
        long? since;
        lock (gate)
        {
            (since, failingSince, lastEnd, reading) = (failingSince, null, clock.GetTimestamp(), null);

            // The same keys stay the same object, so a caller that tried them need not try again.
            if (known is null || !SameKeys(known, answer))
                known = answer;
            answer = known;
        }

        if (since is { } began)
            Answers(options.Authority, clock.GetElapsedTime(began).TotalSeconds);
        return answer;
    }

    private void Ended(Exception error)
    {
        reads.Add(1, new KeyValuePair<string, object?>("result", "failed"));
        bool begins,
            hasKeys;
        lock (gate)
        {
            (begins, hasKeys) = (failingSince is null, known is not null);
            failingSince ??= clock.GetTimestamp();
            (lastEnd, reading) = (clock.GetTimestamp(), null);
        }

        var reason = (error.InnerException ?? error).GetBaseException() is { } cause ? $"{cause.GetType().Name}: {cause.Message}" : "";
        if (!begins)
            return;
        if (hasKeys)
            LastKeys(options.Authority, reason);
        else
            NoKeys(options.Authority, reason);
    }

    private static bool SameKeys(OpenIdConnectConfiguration one, OpenIdConnectConfiguration other) =>
        one.Issuer == other.Issuer
        && one.AuthorizationEndpoint == other.AuthorizationEndpoint
        && one.TokenEndpoint == other.TokenEndpoint
        && one.EndSessionEndpoint == other.EndSessionEndpoint
        && one.JsonWebKeySet?.Keys.Select(Text).SequenceEqual(other.JsonWebKeySet?.Keys.Select(Text) ?? []) == true;

    private static string Text(Microsoft.IdentityModel.Tokens.JsonWebKey key) =>
        $"{key.Kid} {key.Kty} {key.N} {key.E} {key.Crv} {key.X} {key.Y}";

    /// <summary>Reads a document. The library's own reader goes on when the time is up.</summary>
    private sealed class Documents(HttpClient client, bool requiresTls) : IDocumentRetriever
    {
        public async Task<string> GetDocumentAsync(string address, CancellationToken cancel)
        {
            var uri = new Uri(address);
            if (requiresTls && uri.Scheme != Uri.UriSchemeHttps)
                throw new InvalidOperationException($"The identity provider's address {uri.GetLeftPart(UriPartial.Path)} must be https.");
            return await client.GetStringAsync(uri, cancel);
        }
    }

    [LoggerMessage(
        1,
        LogLevel.Error,
        "统一身份认证系统没有应答，无法核实令牌。The identity provider {Authority} does not answer, and nothing is known of its keys: every call with a token gets 503. {Reason}"
    )]
    private partial void NoKeys(string? authority, string reason);

    [LoggerMessage(
        2,
        LogLevel.Warning,
        "统一身份认证系统没有应答，暂用此前的密钥。The identity provider {Authority} does not answer: its last known keys are used, and signing in to the pages does not work. {Reason}"
    )]
    private partial void LastKeys(string? authority, string reason);

    [LoggerMessage(
        3,
        LogLevel.Information,
        "统一身份认证系统恢复应答。The identity provider {Authority} answers again, after {Seconds:F0} s"
    )]
    private partial void Answers(string? authority, double seconds);
}

/// <summary>
/// The identity provider does not answer, and its earlier answers do not help: the token cannot be checked.
/// </summary>
public sealed class ProviderUnavailableException(Exception? cause = null) : Exception("The identity provider does not answer.", cause);
