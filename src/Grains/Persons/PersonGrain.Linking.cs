using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Receipts;
using Grid.Grains.Persons.Linking;
using Microsoft.Extensions.Logging;

namespace Grid.Grains.Persons;

/// <content>
/// Two numbers of one person. The link is committed here first, with the case that leaves; the other record takes the case once; then this
/// one commits that it arrived. After a failure in between, the duty reminder sends the case again. </content>
public sealed partial class PersonGrain
{
    /// <summary>How long a record that agreed to be a main record does not become an alias itself.</summary>
    private static readonly TimeSpan AgreementLasts = TimeSpan.FromSeconds(30);

    private static readonly Refusal BeingLinked = new(RefusalCode.CannotLink) { Field = "main", Rule = FieldRule.AliasOrMoving };

    private bool linking;
    private DateTimeOffset agreedUntil;

    public Task<bool> MayBecomeMain()
    {
        var may = !broken && !linking && record.AliasOf is null;
        if (may)
            agreedUntil = clock.GetUtcNow() + AgreementLasts;
        return Task.FromResult(may);
    }

    public async Task<Refusal?> MayBecomeMainOf(PersonId alias, Actor actor)
    {
        if (Domain.Persons.Linking.MayBecomeMain(record, alias, actor, clock.GetUtcNow(), reference.Offices) is { } refusal)
            return refusal;
        return await MayBecomeMain() ? null : BeingLinked;
    }

    public Task<CommandReply> ConfirmMove(Guid moveId) => RunHereAsync(FromRegister(new ConfirmMove(moveId)));

    public Task<CommandReply> RedirectMove(Guid moveId, PersonId to) => RunHereAsync(FromRegister(new RedirectMove(moveId, to)));

    private async Task<CommandReply> LinkAsync(CommandRequest<LinkTo> request)
    {
        // Two records that link to each other at the same time reject each other, because both are marked as linking; so there is never a
        // ring of aliases. The call goes to a record that may be waiting for this one, hence AlwaysInterleave.
        ThrowIfBroken();
        if (await receipts.RepliedBeforeAsync(request.Context, CancellationToken.None) is { } reply)
            return reply;
        if (request.Command.Main == record.Id)
            return await RunHereAsync(request);

        linking = true;
        try
        {
            var main = GrainFactory.GetGrain<IPersonLinks>(request.Command.Main.ToString());
            var refusal = clock.GetUtcNow() < agreedUntil ? BeingLinked : await main.MayBecomeMainOf(record.Id, request.Context.Actor);
            return refusal is null ? await RunHereAsync(request) : new CommandReply { Refusal = refusal };
        }
        finally
        {
            linking = false;
        }
    }

    /// <summary>
    /// What to answer for this number, given its main record: after an unlink the case takes a moment to come back, but already belongs to
    /// this number. Once it has arrived, the record itself.
    /// </summary>
    private PersonSnapshot? AnswerOf(PersonSnapshot? main)
    {
        if (record.AliasOf is null)
            return record.IsUnknown ? null : new PersonSnapshot(record);
        if (main?.Record is not { PendingMove: { } move } sender || move.To != record.Id || sender.Id != record.AliasOf)
            return main;
        var context = ContextOf(Actor.Register, serial: 0);
        var arrival = PersonDecider.Decide(record, new TakeOverCase(sender.Id, move, Undoes: true), context);
        return new PersonSnapshot(arrival.After ?? record);
    }

    /// <summary>
    /// The refusal of a command that an alias led to this record while its case is under way to or from here: it would be carried out on
    /// another person's case.
    /// </summary>
    private Refusal? UnderWay() =>
        RequestContext.Get(PersonCommands.AliasKey) is string alias
        && !(record.Aliases.Any(a => a.Alias.ToString() == alias) && record.PendingMove?.To.ToString() != alias)
            ? new Refusal(RefusalCode.MovePending)
            : null;

    /// <summary>
    /// Sends the case without waiting: two records that send to each other would wait forever. The answer comes through the mailbox like
    /// any other message.
    /// </summary>
    private void StartDelivery(CaseMove move)
    {
        _ = DeliverAsync(new TakeOverCase(record.Id, move, move.UndoesLinkOf(record)));
    }

    private async Task DeliverAsync(TakeOverCase delivery)
    {
        var (from, move) = (delivery.From, delivery.Move);
        try
        {
            var reply = await GrainFactory.GetPerson(move.To).TakeOverCase(Ordered(delivery));
            if (reply.Refusal is { } refusal)
                LogMoveRefused(logger, from, move.To, move.Id, refusal.Code);
            else if (reply.Outcome is { Kind: OutcomeKind.CaseDeclined, Reference: var main } && move.Corrects)
                await this.AsReference<IPersonLinks>().RedirectMove(move.Id, main is null ? move.To : PersonId.Parse(main));
            else if (reply.Outcome?.Kind == OutcomeKind.CaseDeclined)
                await this.AsReference<IPersonGrain>().TakeOverCase(FromRegister(new TakeOverCase(move.To, move, Undoes: true)));
            else
                await this.AsReference<IPersonLinks>().ConfirmMove(move.Id);
        }
        catch (Exception e)
        {
            LogMoveFailed(logger, from, move.To, move.Id, e);
        }
    }

    /// <summary>With the permissions of the caller who ordered the move; one that an older version sent has no order.</summary>
    private static CommandRequest<TakeOverCase> Ordered(TakeOverCase delivery) => From(delivery.Move.Order?.By ?? Actor.Register, delivery);

    private static CommandRequest<TCommand> FromRegister<TCommand>(TCommand command)
        where TCommand : PersonCommand => From(Actor.Register, command);

    private static CommandRequest<TCommand> From<TCommand>(Actor actor, TCommand command)
        where TCommand : PersonCommand =>
        new(
            new CommandContext(actor, IdempotencyKey: null, RequestDigest: [], System.Diagnostics.Activity.Current?.TraceId.ToString()),
            command
        );

    [LoggerMessage(EventId = 1002, Level = LogLevel.Error, Message = "Case move {Move} from person {From} to {To} was refused: {Code}")]
    private static partial void LogMoveRefused(ILogger logger, PersonId from, PersonId to, Guid move, RefusalCode code);

    [LoggerMessage(
        EventId = 1003,
        Level = LogLevel.Warning,
        Message = "Case move {Move} from person {From} to {To} did not arrive; the reminder repeats it"
    )]
    private static partial void LogMoveFailed(ILogger logger, PersonId from, PersonId to, Guid move, Exception exception);
}
