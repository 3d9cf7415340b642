using Grid.Api.Hosting;
using Grid.Api.Problems;
using Grid.Api.Security;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Access;
using Grid.Grains.Interfaces.Persons;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Grid.Api.Access;

/// <summary>
/// Puts every denial on the access log, before it is answered, with subject, address, outcome and the person it was about. A flood does not
/// fill the log: of one caller, operation and outcome some entries a minute are written singly, and further ones are added up in memory and
/// written as one entry a few seconds later, with their number and every person. Callers without a token have a budget of their own, so that
/// they cannot hide what somebody does who has one.
/// </summary>
internal sealed partial class DenialLog(IAccessLog log, AccessMetrics metrics, TimeProvider clock, ILogger<DenialLog> logger)
    : BackgroundService
{
    /// <summary>How long what is added up stays in memory; a process that is killed loses that much of a flood's number.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    /// <summary>Entries that are written singly in a minute, of one caller, operation and outcome.</summary>
    internal const int Single = 20;

    /// <summary>The most persons of one entry; more are written at once.</summary>
    internal const int MostPersons = 500;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>A denial is answered even when the log is slow; the entry is still written, or added up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly Ledger strangers = new(MostKeys: 200, MostSingle: 600);
    private readonly Ledger callers = new(MostKeys: 2000, MostSingle: 200);

    /// <summary>Records a problem that is about to be answered, where it is a denial of an operation.</summary>
    public Task RecordAsync(HttpContext context, Problem problem)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Operation>() is not { } operation || OutcomeOf(problem) is not { } outcome)
            return Task.CompletedTask;

        var persons =
            problem.Persons.Count > 0 ? problem.Persons
            : PersonId.TryParse(context.GetRouteValue("personId") as string, out var person) ? [person]
            : (IReadOnlyList<PersonId>)[];
        return RecordAsync(context, ActorOf(context), operation.Name, outcome, persons);
    }

    /// <summary>Records what is no read: a denial of a page, a failed sign-in, a sign-out.</summary>
    public async Task RecordAsync(HttpContext context, Actor actor, string action, AccessOutcome outcome, IReadOnlyList<PersonId> persons)
    {
        metrics.Denied(outcome);
        var stranger = actor.Role is Role.Anonymous;
        var key = new DenialKey(actor, stranger ? RateLimits.SourceOf(context) : "", action, outcome);
        var entry = new AccessEntry(actor, action, persons, null, null, ProblemBody.TraceIdOf(context), clock.GetUtcNow())
        {
            Outcome = outcome,
            Address = AddressOf(context),
        };
        bool single;
        Sum? full;
        lock (gate)
        {
            (stranger ? strangers : callers).Add(key, entry, out single, out full);
        }

        if (full is not null)
            await WriteAsync(key, full);
        if (single)
            await WriteAsync(key, new Sum(entry));
    }

    /// <summary>The client's address as the log shows it.</summary>
    public static string? AddressOf(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address
            ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() is { Length: <= 64 } text
                ? text
                : null
            : null;

    /// <summary>Writes what is added up.</summary>
    internal async Task FlushAsync()
    {
        List<(DenialKey Key, Sum Sum)> sums;
        lock (gate)
        {
            sums = [.. strangers.Take(), .. callers.Take()];
        }

        await Task.WhenAll(sums.Select(sum => WriteAsync(sum.Key, sum.Sum)));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        metrics.Announce();
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await FlushAsync();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
    }

    private static AccessOutcome? OutcomeOf(Problem problem) =>
        problem.Kind switch
        {
            { Status: 401 } => AccessOutcome.NotSignedIn,
            _ when problem.Kind == ProblemCatalogue.Of(RefusalCode.NotYourCase) || problem.Kind == ProblemCatalogue.RegionOutOfReach =>
                AccessOutcome.OutOfReach,
            { Status: 403 } => AccessOutcome.NotAllowed,
            _ when problem.Kind == ProblemCatalogue.ProgressNotFound => AccessOutcome.PairFailed,
            _ when problem.Kind == ProblemCatalogue.Of(RefusalCode.ContradictsRecord) => AccessOutcome.PairFailed,
            _ when problem.Kind == ProblemCatalogue.NotFound => problem.Persons.Count > 0
                ? AccessOutcome.OutOfReach
                : AccessOutcome.NotFound,
            _ when problem.Kind == ProblemCatalogue.TooManyReads => AccessOutcome.Limited,
            _ => null,
        };

    /// <summary>From the token, if it was valid; an invalid token names no one.</summary>
    private static Actor ActorOf(HttpContext context)
    {
        if (context.Features.Get<Caller>() is { } caller)
            return caller.Actor;

        return context.User is { Identity.IsAuthenticated: true } user && user.FindFirst("sub")?.Value is { Length: > 0 and <= 100 } subject
            ? new Actor(subject, RoleNames.Find(user.FindFirst("role")?.Value) ?? Role.Anonymous, null)
            : Caller.Anonymous.Actor;
    }

    private async Task WriteAsync(DenialKey key, Sum sum)
    {
        var written = WriteOrKeepAsync(key, sum);
        try
        {
            await written.WaitAsync(Patience, clock);
        }
        catch (TimeoutException) { }
    }

    private async Task WriteOrKeepAsync(DenialKey key, Sum sum)
    {
        try
        {
            await log.WriteAsync(sum.Entry, CancellationToken.None);
        }
        catch (StoreRefusedException refused)
        {
            // Nothing of a token or a request may be such that it is refused. What the operators must know is in the log.
            Refused(refused.Constraint ?? "-", key.Action);
        }
#pragma warning disable CA1031 // Whatever the reason, the fact must not get lost.
        catch (Exception)
#pragma warning restore CA1031
        {
            lock (gate)
            {
                (key.Actor.Role is Role.Anonymous ? strangers : callers).Keep(key, sum);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Error, "A denial of {Action} could not be put on the access log: {Constraint}")]
    private partial void Refused(string constraint, string action);

    /// <summary>What is added up together.</summary>
    private sealed record DenialKey(Actor Actor, string Source, string Action, AccessOutcome Outcome);

    /// <summary>Denials that become one entry: the latest one's, with the number and the persons of all.</summary>
    private sealed class Sum(AccessEntry first)
    {
        private readonly HashSet<PersonId> persons = [.. first.Persons];
        private AccessEntry latest = first;
        private int times = first.Times;

        public AccessEntry Entry => latest with { Times = times, Persons = [.. persons] };

        public bool IsFull => persons.Count >= MostPersons;

        public void Add(AccessEntry entry)
        {
            latest = entry with
            {
                Address = entry.Address == latest.Address ? entry.Address : null,
                Action = entry.Action == latest.Action ? entry.Action : AccessActions.Several,
            };
            times = (int)Math.Min((long)times + entry.Times, int.MaxValue);
            persons.UnionWith(entry.Persons);
        }
    }

    /// <summary>
    /// Counts one kind of callers: strangers all together, a caller who has a token by itself. Where too many callers are denied at once, further ones are one, each with its outcome.
    /// </summary>
    private sealed class Ledger(int MostKeys, int MostSingle)
    {
        private readonly Dictionary<DenialKey, Sum> sums = [];
        private readonly Dictionary<DenialKey, int> singles = [];
        private readonly Dictionary<string, int> written = new(StringComparer.Ordinal);
        private DateTimeOffset windowStart;

        public void Add(DenialKey key, AccessEntry entry, out bool single, out Sum? full)
        {
            full = null;
            if (entry.At - windowStart >= Window || entry.At < windowStart)
            {
                singles.Clear();
                written.Clear();
                windowStart = entry.At;
            }

            var before = singles.GetValueOrDefault(key);
            var budget = key.Source.Length > 0 ? "" : key.Actor.Subject;
            var spent = written.GetValueOrDefault(budget);
            single = before < Single && spent < MostSingle;
            if (single)
            {
                singles[key] = before + 1;
                written[budget] = spent + 1;
                return;
            }

            if (Keep(key, new Sum(entry)) is { IsFull: true } sum)
            {
                full = sum;
                sums.Remove(Known(key));
            }
        }

        public Sum Keep(DenialKey key, Sum more)
        {
            key = Known(key);
            if (sums.TryGetValue(key, out var sum))
                sum.Add(more.Entry);
            else
                sums.Add(key, sum = more);
            return sum;
        }

        public List<(DenialKey Key, Sum Sum)> Take()
        {
            List<(DenialKey, Sum)> taken = [.. sums.Select(pair => (pair.Key, pair.Value))];
            sums.Clear();
            return taken;
        }

        /// <summary>The key itself while there is room; then that of all further ones: of strangers from anywhere, of a caller whatever was asked.</summary>
        private DenialKey Known(DenialKey key) =>
            sums.ContainsKey(key) || sums.Count < MostKeys
                ? key
                : key with
                {
                    Source = "*",
                    Action = key.Source.Length == 0 ? "*" : key.Action,
                };
    }
}
