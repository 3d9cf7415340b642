using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Policies;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Policies;
using Grid.Grains.Waking;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grid.Grains.Policies;

/// <summary>
/// Takes the runs of rules through the registered persons, page by page. A person is told by the own grain, which knows whom it has told: a
/// page that a crash repeats tells nobody twice. A page is never larger than what the run may still tell.
/// </summary>
[GrainType(TypeName)]
public sealed partial class PolicyRunGrain(
    IPolicyRuleStore store,
    IPolicyRuns runs,
    IPolicyScan scan,
    IAllowanceExchanges exchanges,
    IOptions<PolicyOptions> options,
    TimeProvider clock,
    ILogger<PolicyRunGrain> logger
) : SteppingGrain, IPolicyRunGrain
{
    public const string TypeName = "policy-runs";

    private DateOnly openedFor;
    private DateOnly listedFor;

    protected override async Task<TimeSpan?> StepAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var day = ChinaTime.DateOf(now);
        if (openedFor != day && now >= ChinaTime.StartOf(day) + options.Value.At.ToTimeSpan())
        {
            await OpenAsync(day, now, cancellationToken);
            openedFor = day;
        }

        var told = 0L;
        var worked = false;
        var running = await runs.RunningAsync(cancellationToken);
        foreach (var run in running)
        {
            worked = true;
            told += await PageAsync(run, cancellationToken);
        }

        if (openedFor == day && listedFor != day && await ListAsync(day, now, running, cancellationToken))
            listedFor = day;

        // After many messages comes a pause: no more in an hour than offices can follow.
        return worked ? TimeSpan.FromHours(1) * ((double)told / options.Value.PerHour) : null;
    }

    protected override void LogFailure(string error) => LogStepFailed(logger, error);

    /// <summary>The night's runs. What was done before is not done again.</summary>
    private async Task OpenAsync(DateOnly day, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rules = await RulesAsync(cancellationToken);
        var latest = (await runs.LatestAsync(cancellationToken)).ToDictionary(run => run.Rule, StringComparer.Ordinal);
        long? registered = null;
        foreach (var rule in rules.On(day))
        {
            // One that was cancelled waits until it is ordered, or another version comes.
            if (
                latest.TryGetValue(rule.Text.Id, out var last)
                && (
                    last.Day >= day
                    || last.Status is PolicyRunStatus.Running or PolicyRunStatus.Asking
                    || (last.Status == PolicyRunStatus.Cancelled && last.Version == rule.Version)
                    // It is over, and a run since has ended its cases.
                    || (last.Status == PolicyRunStatus.Done && last.Version == rule.Version && last.Day > rule.Text.To)
                )
            )
            {
                continue;
            }

            registered ??= await runs.RegisteredAsync(cancellationToken);
            await runs.OpenAsync(PolicyRun.Of(rule, day, now, Actor.Register.Subject, registered.Value), null, cancellationToken);
        }
    }

    /// <summary>
    /// The day's list, once no run that fills it is under way: who is told in a night is on the list of that day. False while one is.
    /// </summary>
    private async Task<bool> ListAsync(
        DateOnly day,
        DateTimeOffset now,
        IReadOnlyList<PolicyRun> running,
        CancellationToken cancellationToken
    )
    {
        var rules = await RulesAsync(cancellationToken);
        if (running.Any(run => rules.Find(run.Rule, run.Version)?.Text.Purpose == PolicyRulePurpose.Allowance))
            return false;
        if (
            rules.All.Any(rule => rule.Text.Purpose == PolicyRulePurpose.Allowance)
            && await exchanges.MakeAsync(day, now, cancellationToken) is { } made
        )
        {
            LogMade(logger, made.Number, made.Lines);
        }

        return true;
    }

    /// <summary>One page of a run; how many it told.</summary>
    private async Task<long> PageAsync(PolicyRun run, CancellationToken cancellationToken)
    {
        var rules = await RulesAsync(cancellationToken);
        var now = clock.GetUtcNow();
        if (rules.Find(run.Rule, run.Version) is not { } rule)
        {
            await runs.CancelAsync(run.Id, now, null, cancellationToken);
            return 0;
        }

        var left = run.Allowed - run.Told;
        var most = (int)Math.Min(Math.Max(left, 1), options.Value.PageSize);
        var page = await scan.PageAsync(rules, rule, ChinaTime.DateOf(now), run.Position, most, cancellationToken);
        if (page.Last is not { } last)
        {
            if (await runs.EndAsync(run, now, cancellationToken))
                LogDone(logger, run.Id, run.Rule, run.Version, run.Looked, run.Told, run.Ended);
            return 0;
        }

        if (left <= 0 && page.Persons.Count > 0)
        {
            await runs.AskAsync(run.Id, cancellationToken);
            LogAsks(logger, run.Id, run.Rule, run.Version, run.Told);
            return 0;
        }

        var whole = rule with
        {
            Text = rule.Text with
            {
                Condition = ConditionCheck.Expanded(rule.Text.Condition, other => rules.LatestOf(other)?.Text.Condition),
            },
        };
        using var places = new SemaphoreSlim(options.Value.AtOnce);
        var found = await Task.WhenAll(page.Persons.Select(person => SendAsync(run, person, whole, places, cancellationToken)));
        long Count(OutcomeKind? kind) => found.Count(one => one == kind);
        var after = run with
        {
            Position = last,
            Looked = run.Looked + page.Looked,
            Told = run.Told + Count(OutcomeKind.PolicyTold),
            Ended = run.Ended + Count(OutcomeKind.PolicyEnded),
            Failed = run.Failed + Count(null),
            WorkedAt = clock.GetUtcNow(),
        };
        await runs.AdvanceAsync(run, after, cancellationToken);
        return after.Told - run.Told;
    }

    /// <summary>What the person's grain made of it; null where it could not be reached or refused.</summary>
    private async Task<OutcomeKind?> SendAsync(
        PolicyRun run,
        PersonId person,
        PolicyRule rule,
        SemaphoreSlim places,
        CancellationToken cancellationToken
    )
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            var request = new CommandRequest<EvaluatePolicy>(
                new CommandContext(Actor.Register, IdempotencyKey: null, RequestDigest: [], TraceId: null),
                new EvaluatePolicy(rule)
            );
            return (await GrainFactory.SendAsync(person, request)).Outcome?.Kind;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogPersonFailed(logger, run.Id, person, e.GetType().Name);
            return null;
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>Read for each page: rules are few, and a run must not go by one that was ended a moment ago.</summary>
    private async Task<PolicyRules> RulesAsync(CancellationToken cancellationToken) =>
        new(
            (await store.AllAsync(cancellationToken))
                .Where(version => version.Status == PolicyRuleStatus.Approved)
                .Select(version => version.InForce)
        );

    [LoggerMessage(EventId = 1471, Level = LogLevel.Warning, Message = "A page of a policy's rule failed ({Error}) and is repeated")]
    private static partial void LogStepFailed(ILogger logger, string error);

    [LoggerMessage(
        EventId = 1472,
        Level = LogLevel.Warning,
        Message = "Run {Run} could not look at person {Person} ({Error}); the next run does it"
    )]
    private static partial void LogPersonFailed(ILogger logger, Guid run, PersonId person, string error);

    [LoggerMessage(
        EventId = 1473,
        Level = LogLevel.Error,
        Message = "Run {Run} of rule {Rule} version {Version} has told {Told} persons, as many as it may; an operator decides"
    )]
    private static partial void LogAsks(ILogger logger, Guid run, string rule, int version, long told);

    [LoggerMessage(
        EventId = 1474,
        Level = LogLevel.Information,
        Message = "Run {Run} of rule {Rule} version {Version} is done: {Looked} persons, {Told} told, {Ended} not entitled any more"
    )]
    private static partial void LogDone(ILogger logger, Guid run, string rule, int version, long looked, long told, long ended);

    [LoggerMessage(EventId = 1475, Level = LogLevel.Information, Message = "List {Number} for civil affairs has {Lines} lines")]
    private static partial void LogMade(ILogger logger, int number, int lines);
}
