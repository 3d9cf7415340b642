using System.Diagnostics;
using System.Globalization;
using Grid.Api.Access;
using Grid.Api.Commands;
using Grid.Api.Platform;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Persons;
using Grid.Domain.Policies;
using Grid.Grains.Interfaces.Policies;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;
using Orleans;

namespace Grid.Api.Policies;

/// <summary>
/// Rules of who may be entitled to a policy (79/2020 (三), (五)): proposed by one official, approved by another; what a draft would mean; and
/// the runs that tell persons.
/// </summary>
internal static class PolicyRuleEndpoints
{
    private const string Rules = "/v1/policy-rules";
    private const string RunsAddress = "/v1/policy-runs";
    private const int Listed = 100;

    /// <summary>One what-if at a time in each process: it reads the whole register.</summary>
    private static readonly SemaphoreSlim Alone = new(1);

    public static void MapPolicies(this IEndpointRouteBuilder routes)
    {
        var rules = routes.MapGroup(Rules).WithTags("Policies");
        rules.MapGet("", Read).Reads("policy-rules.read").NamesNobody();
        rules.MapPost("", Propose).Writes("policy-rules.propose").Produces<PolicyRuleTurnView>(StatusCodes.Status201Created);
        rules.MapPost("/{rule}/{version}/decision", Decide).Writes("policy-rules.decide").Produces<PolicyRuleTurnView>();
        rules.MapPost("/{rule}/{version}/end", End).Writes("policy-rules.end").Produces<PolicyRuleTurnView>();
        rules
            .MapPost("/what-if", WhatIf)
            .Reads("policy-rules.what-if")
            .WithMetadata(new RequestTimeoutAttribute(Timeout.Infinite))
            .WithDescription(
                "Counts the registered persons who fulfil a condition, by county, and tells nobody. A caller that closes the connection ends it. Small numbers are left out."
            );
        var runs = routes.MapGroup(RunsAddress).WithTags("Policies");
        runs.MapGet("", Runs).Reads("policy-runs.list").NamesNobody();
        runs.MapPost("", Open).Writes("policy-runs.open").Produces<PolicyRunTurnView>(StatusCodes.Status201Created);
        runs.MapPost("/{id}/allow", Allow).Writes("policy-runs.allow").Produces<PolicyRunTurnView>();
        runs.MapPost("/{id}/cancel", Cancel).Writes("policy-runs.cancel").Produces<PolicyRunTurnView>();
    }

    private static async Task<Ok<PolicyRulesView>> Read(
        HttpRequest request,
        IPolicyRuleStore store,
        IReferenceData reference,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        return TypedResults.Ok(PolicyRuleViews.Of(reference.RuleFile, await store.AllAsync(cancelled), reference, clock.Today()));
    }

    private static async Task<IdempotentAnswer> Propose(
        WriteRequest write,
        HttpRequest request,
        Body<PolicyRuleBody> body,
        IPolicyRuleStore store,
        IReferenceData reference,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var rules = PolicyRuleViews.Approved(await store.AllAsync(write.Cancelled));
        var text = body.Value.Read(new Fields(clock), PolicyRuleViews.Scope(rules, reference));
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var answer = IdempotentWrites.Created(Rules, new PolicyRuleTurnView(text.Id, 0, "proposed"));
            var stored = await store.ProposeAsync(
                text,
                write.Caller.Actor.Subject,
                clock.GetUtcNow(),
                version => receipt(answer = IdempotentWrites.Created(Rules, new PolicyRuleTurnView(text.Id, version, "proposed"))),
                write.Cancelled
            );
            return stored is not null ? answer : throw new Problem(ProblemCatalogue.PolicyRuleWaiting).AsException();
        });
    }

    /// <summary>Who proposed it cannot approve it. It is judged again: another rule, or the policy list, may have changed since.</summary>
    private static async Task<IdempotentAnswer> Decide(
        WriteRequest write,
        string rule,
        string version,
        HttpRequest request,
        Body<PolicyDecisionBody> body,
        IPolicyRuleStore store,
        IReferenceData reference,
        IGrainFactory grains,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var approve = body.Value.Read(new Fields(clock));
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var all = await store.AllAsync(write.Cancelled);
            var one = Require(all, rule, version);
            var by = write.Caller.Actor.Subject;
            if (one.Status != PolicyRuleStatus.Proposed)
                throw new Problem(ProblemCatalogue.PolicyRuleNotInState).AsException();
            if (string.Equals(one.ProposedBy, by, StringComparison.Ordinal))
                throw Problem.Of(new Refusal(RefusalCode.SecondPersonNeeded)).AsException();
            if (approve && PolicyRuleCheck.Faults(one.Text, PolicyRuleViews.Scope(PolicyRuleViews.Approved(all), reference)).Count > 0)
                throw new Problem(ProblemCatalogue.PolicyRuleNotInState).AsException();
            var answer = IdempotentWrites.Done(new PolicyRuleTurnView(one.Text.Id, one.Version, approve ? "approved" : "rejected"));
            return await store.DecideAsync(one.Text.Id, one.Version, approve, by, clock.GetUtcNow(), receipt(answer), write.Cancelled)
                ? answer
                : throw new Problem(ProblemCatalogue.PolicyRuleNotInState).AsException();
        });
    }

    private static async Task<IdempotentAnswer> End(
        WriteRequest write,
        string rule,
        string version,
        HttpRequest request,
        Body<PolicyEndBody> body,
        IPolicyRuleStore store,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var last = body.Value.Read(new Fields(clock));
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var one = Require(await store.AllAsync(write.Cancelled), rule, version);
            var answer = IdempotentWrites.Done(new PolicyRuleTurnView(one.Text.Id, one.Version, "approved"));
            return await store.EndAsync(one.Text.Id, one.Version, last, write.Caller.Actor.Subject, receipt(answer), write.Cancelled)
                ? answer
                : throw new Problem(ProblemCatalogue.PolicyRuleNotInState).AsException();
        });
    }

    private static async Task<Ok<PolicyWhatIfView>> WhatIf(
        Caller caller,
        HttpRequest request,
        Body<PolicyWhatIfBody> body,
        IPolicyRuleStore store,
        IPolicyScan scan,
        IReferenceData reference,
        AccessRecorder access,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var rules = PolicyRuleViews.Approved(await store.AllAsync(cancelled));
        var condition = body.Value.Read(new Fields(clock), PolicyRuleViews.Scope(rules, reference));
        var (zh, en) = ConditionText.Of(condition, CodeLists.BuiltIn, reference.Policies, id =>
            rules.LatestOf(id)?.Text is { } named ? (named.Zh, named.En) : null
        );
        if (!await Alone.WaitAsync(0, cancelled))
            throw new Problem(ProblemCatalogue.WhatIfUnderWay).AsException();
        try
        {
            await access.ListAsync(caller, "policy-rules.what-if", [], en.Length > 400 ? en[..400] : en, cancelled);
            var today = clock.Today();
            var draft = new PolicyRule(Draft(condition, today), Version: 1, Released: false);
            var (began, watch) = (clock.GetUtcNow(), Stopwatch.StartNew());
            var found = await scan.WhatIfAsync(new PolicyRules([.. rules.All, draft]), draft, today, cancelled);
            var (sum, shown) = SmallNumbers.Hidden(found.Matches);
            return TypedResults.Ok(
                new PolicyWhatIfView(
                    zh,
                    en,
                    began,
                    found.Looked,
                    found.Opened,
                    found.Unreadable,
                    sum,
                    SmallNumbers.FewerThan,
                    [
                        .. shown
                            .OrderBy(one => one.Key, StringComparer.Ordinal)
                            .Select(one => new PolicyWhatIfLine(one.Key, NameOf(one.Key, reference, today), one.Value)),
                    ],
                    watch.ElapsedMilliseconds
                )
            );
        }
        finally
        {
            Alone.Release();
        }
    }

    /// <summary>An id that no rule can have: a blank is in it.</summary>
    private static PolicyRuleText Draft(Condition condition, DateOnly today) =>
        new()
        {
            Id = "what if",
            Purpose = PolicyRulePurpose.Policy,
            Zh = "",
            En = "",
            Condition = condition,
            From = today,
            HelpWorkingDays = 1,
            ResultWorkingDays = 1,
            Limit = new PolicyLimit(1, 0),
        };

    private static string? NameOf(string leaf, IReferenceData reference, DateOnly today) => reference.Regions.Find(leaf, today)?.Name;

    private static async Task<Ok<PolicyRunsView>> Runs(HttpRequest request, IPolicyRuns runs, CancellationToken cancelled)
    {
        new QueryReader(request).ThrowIfWrong();
        return TypedResults.Ok(new PolicyRunsView([.. (await runs.ListAsync(Listed, cancelled)).Select(PolicyRunView.Of)]));
    }

    private static async Task<IdempotentAnswer> Open(
        WriteRequest write,
        HttpRequest request,
        Body<PolicyRunBody> body,
        IPolicyRuleStore store,
        IPolicyRuns runs,
        IGrainFactory grains,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var id = body.Value.Read(new Fields(clock));
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var today = clock.Today();
            var rules = PolicyRuleViews.Approved(await store.AllAsync(write.Cancelled));
            if (rules.On(today).FirstOrDefault(one => string.Equals(one.Text.Id, id, StringComparison.Ordinal)) is not { } rule)
                throw Problem.Fields(new FieldError("rule", FieldCodes.NotInList)).AsException();
            var run = PolicyRun.Of(rule, today, clock.GetUtcNow(), write.Caller.Actor.Subject, await runs.RegisteredAsync(write.Cancelled));
            var answer = IdempotentWrites.Created(RunsAddress, new PolicyRunTurnView(run.Id.ToString("N"), "running", run.Allowed));
            if (!await runs.OpenAsync(run, receipt(answer), write.Cancelled))
                throw new Problem(ProblemCatalogue.PolicyRunUnderWay).AsException();
            await grains.GetGrain<IPolicyRunGrain>(IPolicyRunGrain.Only).Watch();
            return answer;
        });
    }

    private static async Task<IdempotentAnswer> Allow(
        WriteRequest write,
        string id,
        HttpRequest request,
        Body<PolicyAllowanceBody> body,
        IPolicyRuns runs,
        IGrainFactory grains,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var (more, reason) = body.Value.Read(new Fields(clock));
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var run = await RequireAsync(id, runs, write.Cancelled);
            var answer = IdempotentWrites.Done(new PolicyRunTurnView(run.Id.ToString("N"), "running", run.Allowed + more));
            if (!await runs.AllowAsync(run.Id, more, write.Caller.Actor.Subject, reason, receipt(answer), write.Cancelled))
                throw new Problem(ProblemCatalogue.PolicyRunNotInState).AsException();
            await grains.GetGrain<IPolicyRunGrain>(IPolicyRunGrain.Only).Watch();
            return answer;
        });
    }

    /// <summary>Ends a run; nothing that it told is taken back, and the version is not run again until that is ordered.</summary>
    private static async Task<IdempotentAnswer> Cancel(
        WriteRequest write,
        string id,
        HttpRequest request,
        Body<NoBody> body,
        IPolicyRuns runs,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        new QueryReader(request).ThrowIfWrong();
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var run = await RequireAsync(id, runs, write.Cancelled);
            var answer = IdempotentWrites.Done(new PolicyRunTurnView(run.Id.ToString("N"), "cancelled", null));
            return await runs.CancelAsync(run.Id, clock.GetUtcNow(), receipt(answer), write.Cancelled)
                ? answer
                : throw new Problem(ProblemCatalogue.PolicyRunNotInState).AsException();
        });
    }

    private static PolicyRuleVersion Require(IReadOnlyList<PolicyRuleVersion> all, string rule, string version) =>
        int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? all.FirstOrDefault(one => one.Version == number && string.Equals(one.Text.Id, rule, StringComparison.Ordinal))
                ?? throw new Problem(ProblemCatalogue.NotFound).AsException()
            : throw Problem.Fields(new FieldError("path.version", FieldCodes.BadCode)).AsException();

    private static async Task<PolicyRun> RequireAsync(string id, IPolicyRuns runs, CancellationToken cancelled) =>
        await runs.FindAsync(PlatformPath.BackfillId(id), cancelled) ?? throw new Problem(ProblemCatalogue.NotFound).AsException();
}
