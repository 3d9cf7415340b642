using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Platform;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Reference;
using Microsoft.Extensions.Logging;

namespace Grid.Grains.Platform;

/// <summary>
/// Hands stored applications to their persons, those of one person or of one number one after the other, each under a key of its own made
/// of number and version, so that a repeat is known. What cannot become a command, or is refused by the person's grain, is kept with its
/// reason; what failed for the moment is tried again.
/// </summary>
internal sealed partial class PlatformHandingOver(
    string region,
    IPlatformIntake intake,
    IPlatformSettlements settlements,
    IGrainFactory grains,
    IPersonIdentifier identifier,
    IReferenceData reference,
    PlatformSyncOptions options,
    SyncShutdown ending,
    TimeProvider clock,
    ILogger logger
)
{
    private const int PageSize = 200;

    public async Task HandOverAsync()
    {
        await intake.RetryDueAsync(region, clock.GetUtcNow(), ending.Abort);
        await JoinAsync();
        var put = new DeferredApplications();
        var settled = 0;
        while (!ending.IsStopping)
        {
            var page = (await intake.PendingAsync(region, PageSize + put.Count, ending.Abort))
                .Where(application => !put.Has(application))
                .ToArray();
            if (page.Length == 0)
                return;
            var commands = new List<ApplicationHandover>();
            foreach (var stored in page)
            {
                var mapped = PlatformApplicationMapping.Map(
                    reference.PlatformFields,
                    stored.Fields,
                    reference.Offices,
                    ChinaTime.DateOf(clock.GetUtcNow())
                );
                if (mapped.Command is not { } command)
                {
                    await RefuseAsync(stored, mapped.Fault!.Own, mapped.Fault.Reason, null);
                    settled++;
                }
                else if (new ApplicationHandover(stored, identifier.Identify(command.Number), command) is var handed && !put.Blocks(handed))
                {
                    commands.Add(handed);
                }
            }

            var bounds = new ParallelOptions
            {
                MaxDegreeOfParallelism = options.HandAtOnce,
                CancellationToken = ending.Abort,
                TaskScheduler = TaskScheduler.Current,
            };
            await Parallel.ForEachAsync(ApplicationHandover.ChainsOf(commands), bounds, async (chain, _) =>
            {
                foreach (var (one, place) in chain.Select((one, place) => (one, place)))
                {
                    if (await HandOverAsync(one.Person, one.Stored, one.Command))
                    {
                        settled++;
                        continue;
                    }

                    // Later ones must not overtake it.
                    foreach (var later in chain.Skip(place))
                        put.Add(later);
                    return;
                }
            });
            if (settled == 0)
                throw new StoreUnavailableException("No application could be handed over.");
        }
    }

    /// <summary>
    /// Sends what offices joined to applications to the persons' grains, in the name of the clerk who did it. A grain that has it already
    /// gives the same answer. What failed for the moment waits for the next run; what the rules refuse, because the case has changed since,
    /// goes back to the office.
    /// </summary>
    private async Task JoinAsync()
    {
        foreach (var one in await settlements.JoiningAsync(region, PageSize, ending.Abort))
        {
            var (settlement, now) = (one.Settlement, clock.GetUtcNow());
            if (settlement is not { Joined: { } of, Person: { } person } || !PlatformApplicationNumber.TryParse(one.Number, out var number))
            {
                await settlements.NotJoinedAsync(one.Id, "办结内容不完整。The settlement is not complete.", now, ending.Abort);
                continue;
            }

            try
            {
                var key = string.Create(
                    CultureInfo.InvariantCulture,
                    $"platform-join:{one.Id}:{of}:{settlement.At.ToUnixTimeMilliseconds()}"
                );
                var context = new CommandContext(settlement.By, key, SHA256.HashData(Encoding.UTF8.GetBytes(key)), TraceId: null);
                var reply = await grains.SendAsync(
                    person,
                    new CommandRequest<JoinPlatformApplication>(context, new JoinPlatformApplication(number, of))
                );
                if (reply.Refusal is { Code: RefusalCode.MovePending })
                    continue;
                if (reply.Refusal is { } refusal)
                    await settlements.NotJoinedAsync(one.Id, EnumName.Of(refusal.Code), clock.GetUtcNow(), ending.Abort);
                else
                    await settlements.JoinedAsync(one.Id, clock.GetUtcNow(), ending.Abort);
            }
            catch (Exception e) when (e is OutcomeUnknownException or TimeoutException or OrleansException)
            {
                LogPutOff(logger, one.Id, e.GetType().Name);
            }
        }
    }

    /// <returns>False when it must be tried again.</returns>
    private async Task<bool> HandOverAsync(PersonId person, StoredApplication stored, SubmitApplication command)
    {
        CommandReply reply;
        try
        {
            var key = $"platform:{stored.Number}:{stored.Version}";
            var context = new CommandContext(Actor.Register, key, SHA256.HashData(Encoding.UTF8.GetBytes(key)), TraceId: null);
            reply = await grains.SendAsync(person, new CommandRequest<SubmitApplication>(context, command));
        }
        catch (StoreRefusedException e)
        {
            await RefuseAsync(stored, null, $"登记系统无法保存。The store refuses it ({e.Constraint}).", null);
            return true;
        }
        catch (Exception e) when (e is StoreUnavailableException or OutcomeUnknownException or TimeoutException or OrleansException)
        {
            LogPutOff(logger, stored.Id, e.GetType().Name);
            PlatformDiagnostics.CountApplication("putOff");
            return false;
        }

        if (reply.Refusal is { Code: RefusalCode.MovePending })
            return false;
        if (reply.Refusal is { } refusal)
        {
            await RefuseAsync(
                stored,
                refusal.Field,
                refusal.Rule is { } rule ? $"{EnumName.Of(refusal.Code)}:{EnumName.Of(rule)}" : EnumName.Of(refusal.Code),
                refusal.AllPassAt()
            );
        }
        else if (reply.Outcome is { } outcome)
        {
            await SettleAsync(stored, outcome);
        }
        else
        {
            await RefuseAsync(stored, null, "幂等键已用于其他请求。Its key was used for another request.", null);
        }

        return true;
    }

    private async Task SettleAsync(StoredApplication stored, CommandOutcome outcome)
    {
        await intake.SettleAsync(stored.Id, outcome.Application?.Value, null, clock.GetUtcNow(), ending.Abort);
        PlatformDiagnostics.CountApplication(EnumName.Of(outcome.Kind));
    }

    private async Task RefuseAsync(StoredApplication stored, string? field, string reason, DateTimeOffset? retryAt)
    {
        var (office, submittedAt) = PlatformApplicationMapping.PlaceOf(
            reference.PlatformFields,
            stored.Fields,
            reference.Offices,
            clock.Today()
        );

        // An application submitted in a year without a calendar, or on an unknown day, counts from its arrival here.
        var calendar = office is null ? reference.Calendars.Country : reference.Calendars.For(office.Region);
        var from =
            submittedAt is { } given && given <= stored.StoredAt && calendar.Covers(ChinaTime.DateOf(given).Year) ? given : stored.StoredAt;
        var due = calendar.DeadlineAfter(from, Deadlines.ReviewWorkingDays).Date;
        await intake.SettleAsync(
            stored.Id,
            null,
            new ApplicationRefusal(field, reason, retryAt, office?.Code.Value, due),
            clock.GetUtcNow(),
            ending.Abort
        );
        PlatformDiagnostics.CountApplication("refused");
    }

    [LoggerMessage(
        EventId = 1404,
        Level = LogLevel.Warning,
        Message = "Platform sync: application {Application} could not be handed over now ({Error}); tried again soon"
    )]
    private static partial void LogPutOff(ILogger logger, long application, string error);
}

/// <summary>A stored application as a command to its person.</summary>
internal sealed record ApplicationHandover(StoredApplication Stored, PersonId Person, SubmitApplication Command)
{
    /// <summary>
    /// Lists of those that must go one after the other, each in order: of one person, and of one 申请编号 even where it names different
    /// persons, so that the number is the first one's.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<ApplicationHandover>> ChainsOf(IEnumerable<ApplicationHandover> applications)
    {
        var chains = new HashSet<List<ApplicationHandover>>();
        var byPerson = new Dictionary<PersonId, List<ApplicationHandover>>();
        var byNumber = new Dictionary<string, List<ApplicationHandover>>(StringComparer.Ordinal);
        foreach (var one in applications)
        {
            var (persons, numbers) = (byPerson.GetValueOrDefault(one.Person), byNumber.GetValueOrDefault(one.Stored.Number));
            var chain = persons ?? numbers ?? [];
            chain.Add(one);
            chains.Add(chain);
            if (numbers is not null && numbers != chain)
            {
                chain.AddRange(numbers);
                chains.Remove(numbers);
            }

            foreach (var member in chain)
                (byPerson[member.Person], byNumber[member.Stored.Number]) = (chain, chain);
        }

        return [.. chains.Select(chain => chain.OrderBy(one => one.Stored.Id).ToArray())];
    }
}

/// <summary>
/// Applications that could not be handed over in this run, with all later ones of the same person or number.
/// </summary>
internal sealed class DeferredApplications
{
    private readonly HashSet<long> applications = [];
    private readonly HashSet<PersonId> persons = [];
    private readonly HashSet<string> numbers = new(StringComparer.Ordinal);

    public int Count => applications.Count;

    public bool Has(StoredApplication application) => applications.Contains(application.Id);

    public void Add(ApplicationHandover one)
    {
        applications.Add(one.Stored.Id);
        persons.Add(one.Person);
        numbers.Add(one.Stored.Number);
    }

    /// <summary>Whether it comes after one that was postponed; then it is postponed too.</summary>
    public bool Blocks(ApplicationHandover one)
    {
        if (!persons.Contains(one.Person) && !numbers.Contains(one.Stored.Number))
            return false;
        Add(one);
        return true;
    }
}
