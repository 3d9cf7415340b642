using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Importing;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Waking;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grid.Grains.Importing;

/// <summary>
/// Goes through the persons of an import page by page and gives each the command to take over what the file says. What is there already is
/// not added again, so a page that a crash broke off, or that two activations walk at once, does no harm. Each page is read while the one
/// before it is imported.
/// </summary>
[GrainType(TypeName)]
public sealed partial class ImportGrain(IImports imports, IOptions<ImportOptions> options, TimeProvider clock, ILogger<ImportGrain> logger)
    : SteppingGrain,
        IImportGrain
{
    public const string TypeName = "imports";

    private const int Tries = 5;

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(200);

    protected override async Task<TimeSpan?> StepAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await imports.CancelStaleAsync(now - options.Value.Stale, now, cancellationToken);
        if (await imports.CurrentAsync(cancellationToken) is { } import)
        {
            await WalkAsync(import, cancellationToken);
            return TimeSpan.Zero;
        }

        return await imports.ClearAsync(cancellationToken) ? TimeSpan.Zero : null;
    }

    protected override void LogFailure(string error) => LogStepFailed(logger, error);

    /// <summary>Goes on until the pass is over, or somebody else has moved the place.</summary>
    private async Task WalkAsync(Import import, CancellationToken cancellationToken)
    {
        var size = options.Value.PageSize;
        using var places = new SemaphoreSlim(options.Value.AtOnce);
        var next = imports.PersonsAsync(import.Id, import.Place, size, cancellationToken);
        while (true)
        {
            var persons = await next;
            var isEnd = persons.Count == 0;
            if (!isEnd)
                next = imports.PersonsAsync(import.Id, persons[^1].Person, size, cancellationToken);
            var results = await Task.WhenAll(persons.Select(person => ImportAsync(import, person, places, cancellationToken)));
            var page = new ImportPage(
                isEnd ? null : persons[^1].Person,
                persons.Count,
                results.Sum(result => result.Imported),
                results.Sum(result => result.Present),
                (int)results.Sum(result => result.Rejected),
                [.. results.SelectMany(result => result.Faults)],
                isEnd
            );
            if (!await imports.AdvanceAsync(import, page, clock.GetUtcNow(), cancellationToken))
                return;
            if (isEnd)
            {
                LogDone(logger, import.Id, EnumName.Of(import.Status));
                return;
            }

            import = import with { Place = page.Last };
        }
    }

    private async Task<PersonResult> ImportAsync(
        Import import,
        StagedPerson person,
        SemaphoreSlim places,
        CancellationToken cancellationToken
    )
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            var isHistory = import.Kind != ImportKind.Registrations;
            if (import.Status == ImportStatus.Undoing || (import.Status == ImportStatus.Keeping && !isHistory))
            {
                await SettleAsync(import, person.Person, cancellationToken);
                return PersonResult.None;
            }

            var isHeld = import.Whole && import.Status != ImportStatus.Keeping;
            var together = RowsOfPerson.Together(person, new ImportOrigin(import.Id, import.BaselineOn) { Held = isHeld });
            if (together.Command is not { } command)
                return new PersonResult(0, 0, person.RowCount, together.Faults);
            var reply = await RepeatedAsync(() => AskAsync(import, person.Person, command), cancellationToken);
            var rows = RowsOfPerson.RowsOf(command).Count;
            if (import.Status == ImportStatus.Keeping)
                return await KeptAsync(import, person.Person, command, reply, cancellationToken);
            if (reply.Refusal is { } refusal)
                return new PersonResult(0, 0, person.RowCount, [.. together.Faults, .. RowsOfPerson.FaultsOf(refusal, command)]);
            var imported = reply.Outcome!.Imported ?? 0;
            return new PersonResult(imported, rows - imported, person.RowCount - rows, together.Faults);
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>What the import does to the person, or would do.</summary>
    private Task<CommandReply> AskAsync(Import import, PersonId person, PersonCommand command)
    {
        var context = new CommandContext(import.By, IdempotencyKey: null, RequestDigest: [], TraceId: null);
        var isCheck = import.Status == ImportStatus.Checking;
        var grain = GrainFactory.GetPerson(person);
        if (command is ImportHistory history)
        {
            var request = new CommandRequest<ImportHistory>(context, history);
            return isCheck ? grain.CheckHistory(request) : GrainFactory.SendAsync(person, request);
        }

        var registrations = new CommandRequest<ImportCases>(context, (ImportCases)command);
        return isCheck ? grain.CheckImport(registrations) : GrainFactory.SendAsync(person, registrations);
    }

    /// <summary>
    /// What was held was judged in the pass before, and nothing could change it but moves between records: one that cannot be recorded after
    /// all is reported, and its record waits no longer.
    /// </summary>
    private async Task<PersonResult> KeptAsync(
        Import import,
        PersonId person,
        PersonCommand command,
        CommandReply reply,
        CancellationToken cancellationToken
    )
    {
        if (reply.Refusal is not { } refusal)
            return PersonResult.None;
        var faults = RowsOfPerson.FaultsOf(refusal, command);
        await SettleAsync(import, person, cancellationToken);
        return new PersonResult(0, 0, RowsOfPerson.RowsOf(command).Count, faults);
    }

    private Task<CommandReply> SettleAsync(Import import, PersonId person, CancellationToken cancellationToken)
    {
        var request = new CommandRequest<SettleImport>(
            new CommandContext(import.By, IdempotencyKey: null, RequestDigest: [], TraceId: null),
            new SettleImport(import.Id, import.Status == ImportStatus.Keeping)
        );
        return RepeatedAsync(() => GrainFactory.SendAsync(person, request), cancellationToken);
    }

    /// <summary>A call that fails is repeated: nothing is added twice. What goes on failing ends the page, which is walked again.</summary>
    private async Task<CommandReply> RepeatedAsync(Func<Task<CommandReply>> call, CancellationToken cancellationToken)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await call();
            }
            catch (Exception) when (tried < Tries && !cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(BetweenTries * tried, clock, cancellationToken);
            }
        }
    }

    private sealed record PersonResult(int Imported, int Present, long Rejected, IReadOnlyList<ImportRowFault> Faults)
    {
        public static PersonResult None { get; } = new(0, 0, 0, []);
    }

    [LoggerMessage(EventId = 1431, Level = LogLevel.Warning, Message = "A page of an import failed ({Error}) and is repeated")]
    private static partial void LogStepFailed(ILogger logger, string error);

    [LoggerMessage(EventId = 1432, Level = LogLevel.Information, Message = "Import {Import}: {Pass} is over")]
    private static partial void LogDone(ILogger logger, Guid import, string pass);
}
