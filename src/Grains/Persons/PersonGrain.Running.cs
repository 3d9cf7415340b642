using System.Runtime.ExceptionServices;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Grains.Interfaces.Receipts;
using Grid.Grains.Persons.Committing;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using Commands = Grid.Domain.Persons;

namespace Grid.Grains.Persons;

/// <content>How a command runs: receipt, decision, commit, answer.</content>
public sealed partial class PersonGrain
{
    /// <summary>Runs a command, or names the main record that is to run it where this number is an alias.</summary>
    private async Task<CommandReply> RunAsync<TCommand>(CommandRequest<TCommand> request)
        where TCommand : Commands.PersonCommand
    {
        ThrowIfBroken();
        if (MainRecord() is not { } main)
            return await RunHereAsync(request, UnderWay());
        return request.Context.FollowsAlias ? new CommandReply { MainRecord = main } : await FromHere(main).Call(request);
    }

    /// <summary>Runs a command on this very number's record.</summary>
    /// <param name="request">The command.</param>
    /// <param name="underWay">Why it cannot be run now; null where it can.</param>
    private async Task<CommandReply> RunHereAsync<TCommand>(CommandRequest<TCommand> request, Refusal? underWay = null)
        where TCommand : Commands.PersonCommand
    {
        ThrowIfBroken();
        var operation = typeof(TCommand).Name;
        using var activity = PersonDiagnostics.Start(operation, record.Id);
        var reply = await receipts.RepliedBeforeAsync(request.Context, CancellationToken.None)
            ?? (underWay is null ? await DecideAsync(operation, request) : new CommandReply { Refusal = underWay });
        PersonDiagnostics.Count(operation, reply);
        return reply;
    }

    private async Task<CommandReply> DecideAsync<TCommand>(string operation, CommandRequest<TCommand> request)
        where TCommand : Commands.PersonCommand
    {
        var serial = request.Command switch
        {
            // The number of an application is the receipt, by which the person asks without a login.
            Commands.SubmitApplication => await serials.NextReceiptAsync(CancellationToken.None),
            Commands.ApproveApplication or Commands.AnswerObjection { Remedy: ObjectionRemedy.Approve } => await serials.NextAsync(
                CancellationToken.None
            ),
            _ => 0,
        };
        var context = ContextOf(request.Context.Actor, serial) with
        {
            Target = request.Context.Target,
            Serials = request.Command is Commands.ImportCases import ? await SerialsAsync(import) : [],
        };
        var decision = PersonDecider.Decide(record, request.Command, context);
        if (decision.Refusal is { } refusal)
            return new CommandReply { Refusal = refusal };

        // After the rules: whoever may not do this learns nothing of the version.
        if (request.Context.ExpectedVersion is { } expected && expected != record.Sequence)
            return new CommandReply { OtherVersion = record.Sequence };

        var receipt = request.Context is { IdempotencyKey: { } key } caller
            ? new ReceiptEntry(caller.Actor.Subject, key, caller.RequestDigest, operation, decision.Outcome!)
            : null;
        if (receipt is null && decision.Events.Count == 0)
            return new CommandReply { Outcome = decision.Outcome, Version = record.Sequence };

        try
        {
            // Of an import thousands come at once for each region: folded every few seconds, together, they cost a fraction.
            await CommitAsync(
                decision,
                CommitBuilder.Build(record, decision, context, new CommitOrigin(receipt, request.Context.TraceId)),
                isCountedSoon: request.Command is not (Commands.ImportCases or Commands.ImportHistory or Commands.SettleImport)
            );
        }
        catch (DuplicateReceiptException)
        {
            // Another person's grain got the same key at the same time, and committed first.
            return await receipts.RepliedBeforeAsync(request.Context, CancellationToken.None)
                ?? throw new StoreUnavailableException("The receipt that stood in the way cannot be read. Repeat with the same key.");
        }
        catch (StoreRefusedException e) when (e.Constraint == StoreRefusedException.PlatformNumberTaken)
        {
            // The platform's number belongs to another person's application; only the store sees both. Nothing was committed.
            return new CommandReply { Refusal = new Refusal(RefusalCode.PlatformRepeatContradicts) { Field = "platformNumber" } };
        }

        return new CommandReply { Outcome = decision.Outcome, Version = record.Sequence };
    }

    /// <summary>For each case a serial for its registration and one for its receipt.</summary>
    private async ValueTask<IReadOnlyList<int>> SerialsAsync(Commands.ImportCases import)
    {
        var made = new List<int>(import.Cases.Count * 2);
        foreach (var _ in import.Cases)
        {
            made.Add(await serials.NextAsync(CancellationToken.None));
            made.Add(await serials.NextReceiptAsync(CancellationToken.None));
        }

        return made;
    }

    private DecisionContext ContextOf(Actor actor, int serial)
    {
        var now = clock.GetUtcNow();
        return new DecisionContext
        {
            Now = now,
            Actor = actor,
            Calendars = reference.Calendars,
            Offices = reference.Offices,
            Services = reference.Services,
            Policies = reference.Policies,
            Rules = reference.Rules,
            Sources = reference.Sources,
            Hardship = reference.Hardship,
            Matters = reference.Matters,
            Serial = serial,
            ClockTolerance = otherClocks.Value.Tolerance,
            NewId = Guid.CreateVersion7(now),
        };
    }

    /// <summary>Writes. After any exception this activation ends, and the next one reads what is stored.</summary>
    /// <param name="decision">What is decided.</param>
    /// <param name="commit">What is written.</param>
    /// <param name="isCountedSoon">The regions are nudged to count it. Otherwise they count it when they look by themselves.</param>
    private async Task CommitAsync(Decision decision, PersonCommit commit, bool isCountedSoon = true)
    {
        var (before, after) = (record, decision.After ?? record);
        state.State.Record = after;
        state.State.Unsaved = commit;
        try
        {
            await state.WriteStateAsync();
        }
        catch (Exception e)
        {
            broken = true;
            DeactivateOnIdle();
            LogWriteFailed(logger, record.Id, e);
            switch (CauseOf(e))
            {
                case (DuplicateReceiptException or StoreRefusedException or StoreUnavailableException or OutcomeUnknownException)
                and var cause:
                    ExceptionDispatchInfo.Throw(cause);
                    throw;
                case InconsistentStateException:
                    // Another activation wrote in between: nothing of ours is committed.
                    throw new StoreUnavailableException("The record was written by another activation. Nothing was committed; repeat.", e)
                    {
                        Passing = true,
                    };
                default:
                    throw new OutcomeUnknownException(
                        "The write failed in an unforeseen way. Ask for the receipt, or repeat with the same key.",
                        e
                    );
            }
        }

        record = after;
        if (isCountedSoon)
            nudger.Add(commit.Counts);
        if (after.PendingMove is { } move && move.Id != before.PendingMove?.Id)
            StartDelivery(move);
    }

    /// <summary>Orleans wraps what a storage provider throws, except its own <see cref="InconsistentStateException"/>.</summary>
    private static Exception CauseOf(Exception exception) =>
        exception is OrleansException and not InconsistentStateException && exception.InnerException is { } inner ? inner : exception;

    /// <summary>
    /// The record that answers for this one, if it is an alias and was not itself named by one: one step only, so that no ring can form.
    /// </summary>
    private PersonId? MainRecord() => RequestContext.Get(PersonCommands.AliasKey) is null ? record.AliasOf : null;

    /// <summary>Another record, for a call that this one's number led to.</summary>
    private IPersonGrain FromHere(PersonId main)
    {
        RequestContext.Set(PersonCommands.AliasKey, record.Id.ToString());
        return GrainFactory.GetPerson(main);
    }

    private void ThrowIfBroken()
    {
        if (broken)
        {
            throw new StoreUnavailableException(
                "A write of this person failed a moment ago. Nothing of this request was committed; repeat."
            )
            {
                Passing = true,
            };
        }
    }

    [LoggerMessage(EventId = 1001, Level = LogLevel.Warning, Message = "Write of person {Person} failed; the activation ends")]
    private static partial void LogWriteFailed(ILogger logger, PersonId person, Exception exception);
}
