using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Reference;
using Grid.Grains.Interfaces.Reorganising;
using Grid.Grains.Waking;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grid.Grains.Reorganising;

/// <summary>
/// Goes through the persons of an order page by page and gives each the command to move what it has at ended offices. A case that has moved
/// is not found again, and a command that finds nothing changes nothing, so a page that a crash broke off, or that two activations walk at
/// once, does no harm. It sweeps until nothing is left: also what came back to an ended office meanwhile, and whom a process with the old
/// data files did not move.
/// </summary>
[GrainType(TypeName)]
public sealed partial class CaseMoveGrain(
    ICaseMoves moves,
    IReferenceData reference,
    IOptions<CaseMoveOptions> options,
    TimeProvider clock,
    ILogger<CaseMoveGrain> logger
) : SteppingGrain, ICaseMoveGrain
{
    public const string TypeName = "case-moves";

    private const int Tries = 3;

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(200);

    protected override async Task<TimeSpan?> StepAsync(CancellationToken cancellationToken) =>
        await moves.CurrentAsync(cancellationToken) is { } move ? await PageAsync(move, cancellationToken) : null;

    protected override void LogFailure(string error) => LogStepFailed(logger, error);

    /// <summary>One page; answers with the wait before the next.</summary>
    private async Task<TimeSpan> PageAsync(CaseMoveOrder move, CancellationToken cancellationToken)
    {
        string[] offices =
        [
            .. CaseMoveOrder
                .OfficesOf(move.Area, reference.Offices, ChinaTime.DateOf(clock.GetUtcNow()))
                .Select(office => office.Code.Value),
        ];
        if (offices.Length == 0)
            return options.Value.Pause; // This process has not taken the data files over yet.
        var size = options.Value.PageSize;
        var persons = await moves.PersonsAsync(offices, move.Place, size, cancellationToken);
        using var places = new SemaphoreSlim(options.Value.AtOnce);
        var results = await Task.WhenAll(persons.Select(person => MoveAsync(move, person, places, cancellationToken)));
        var isEnd = persons.Count < size;
        var page = new CaseMovePage(
            persons.Count > 0 ? persons[^1] : null,
            isEnd,
            results.Count(result => result.Moved),
            [.. persons.Zip(results).Where(one => one.Second.Failure is null).Select(one => one.First)],
            [.. results.Select(result => result.Failure).OfType<CaseMoveFailure>()]
        );
        if (!await moves.AdvanceAsync(move, page, clock.GetUtcNow(), cancellationToken) || !isEnd)
            return TimeSpan.Zero;
        if (await moves.CountAsync(offices, cancellationToken) is not 0 and var left)
        {
            LogLeft(logger, move.Id, left, move.Sweep);
            return options.Value.Pause;
        }

        await moves.EndAsync(move.Id, clock.GetUtcNow(), cancellationToken);
        LogDone(logger, move.Id, move.Area);
        return TimeSpan.Zero;
    }

    /// <summary>One that fails does not hold up the others: it is listed with the order, and the next sweep retries it.</summary>
    private async Task<(bool Moved, CaseMoveFailure? Failure)> MoveAsync(
        CaseMoveOrder move,
        PersonId person,
        SemaphoreSlim places,
        CancellationToken cancellationToken
    )
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            var request = new CommandRequest<MoveToSuccessor>(
                new CommandContext(new Actor(move.By, Role.System, null), IdempotencyKey: null, RequestDigest: [], TraceId: null),
                new MoveToSuccessor(move.Id.ToString("N"), move.Reason)
            );
            for (var tried = 1; ; tried++)
            {
                try
                {
                    var reply = await GrainFactory.SendAsync(person, request);
                    return reply.Refusal is { } refusal
                        ? (false, new CaseMoveFailure(person, EnumName.Of(refusal.Code), clock.GetUtcNow()))
                        : (reply.Outcome?.Kind == OutcomeKind.Transferred, null);
                }
                catch (Exception) when (tried < Tries)
                {
                    await Task.Delay(BetweenTries, clock, cancellationToken);
                }
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogPersonFailed(logger, person, e.GetType().Name);
            return (false, new CaseMoveFailure(person, e.GetType().Name, clock.GetUtcNow()));
        }
        finally
        {
            places.Release();
        }
    }

    [LoggerMessage(EventId = 1421, Level = LogLevel.Warning, Message = "A page of moving cases failed ({Error}) and is repeated")]
    private static partial void LogStepFailed(ILogger logger, string error);

    [LoggerMessage(EventId = 1422, Level = LogLevel.Error, Message = "The case of person {Person} could not be moved: {Error}")]
    private static partial void LogPersonFailed(ILogger logger, PersonId person, string error);

    [LoggerMessage(
        EventId = 1423,
        Level = LogLevel.Warning,
        Message = "Order {Move} has left {Left} persons at ended offices after sweep {Sweep}; it goes on"
    )]
    private static partial void LogLeft(ILogger logger, Guid move, long left, int sweep);

    [LoggerMessage(
        EventId = 1424,
        Level = LogLevel.Information,
        Message = "Order {Move} is done: nothing is left at the ended offices of {Area}"
    )]
    private static partial void LogDone(ILogger logger, Guid move, string area);
}
