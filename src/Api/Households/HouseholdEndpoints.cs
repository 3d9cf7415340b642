using System.Security.Cryptography;
using System.Text;
using Grid.Api.Access;
using Grid.Api.Commands;
using Grid.Api.Lists;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Api.Views;
using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Households;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Households;

/// <summary>
/// Households and their recognition as one with nobody in work (零就业家庭). The table has the list; each write brings the members' records to
/// agree with it, so that a request that was interrupted is simply sent again.
/// </summary>
internal static class HouseholdEndpoints
{
    private const string Root = "/v1/households";

    public static void MapHouseholds(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Root).WithTags("Households");
        group.MapPost("", Create).Writes("households.create").Produces<HouseholdStateView>(StatusCodes.Status201Created);
        group.MapGet("/{id}", One).Reads("households.read");
        group.MapPost("/{id}/members", AddMember).Writes("households.add-member").Produces<HouseholdStateView>();
        group.MapPost("/{id}/members/{personId}/removal", RemoveMember).Writes("households.remove-member").Produces<HouseholdStateView>();
        group.MapPost("/{id}/recognition", Propose).Writes("households.recognise").Produces<HouseholdStateView>();
        group.MapPost("/{id}/recognition/confirmation", Confirm).Writes("households.confirm").Produces<HouseholdStateView>();
        group.MapPost("/{id}/recognition/rejection", Reject).Writes("households.reject").Produces<HouseholdStateView>();
        group.MapPost("/{id}/check", Check).Writes("households.check").Produces<HouseholdStateView>();
    }

    public static string PathOf(Guid id) => $"{Root}/{id:N}";

    private static async Task<Ok<HouseholdView>> One(
        string id,
        HttpRequest request,
        Caller caller,
        IHouseholds households,
        ICommittedRecords records,
        AccessRecorder access,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var household = await RequireAsync(id, caller, households, cancelled);
        var found = await records.ReadAsync([.. household.Members.Select(member => member.Person).Distinct()], cancelled);
        var mains = await records.ReadAsync([.. found.Values.Select(record => record.AliasOf).OfType<PersonId>().Distinct()], cancelled);
        var known = found.ToDictionary(
            one => one.Key,
            one => one.Value.AliasOf is { } main ? mains.GetValueOrDefault(main) ?? one.Value : one.Value
        );
        await access.ListAsync(
            caller,
            "households.read",
            [.. known.Values.Where(record => Scope.Reaches(caller, record)).Select(record => record.Id).Distinct()],
            $"household {household.Name}",
            cancelled
        );
        return TypedResults.Ok(HouseholdView.Of(household, known, await households.HistoryAsync(household.Id, cancelled), caller));
    }

    private static async Task<IdempotentAnswer> Create(
        WriteRequest write,
        Body<HouseholdBody> body,
        HouseholdWriter writer,
        TimeProvider clock
    )
    {
        var (members, others) = body.Value.Read(new Fields(clock));
        var id = IdOf(write);
        return await writer.WriteAsync(write, write.Digest(body), id, async () =>
        {
            var records = await writer.RecordsAsync(write, members.Select((one, i) => (one.Person, $"members[{i}].personId")));
            Refuse(HouseholdRules.MayHave(null, records));
            var now = clock.GetUtcNow();
            return (
                new Household
                {
                    Id = id,
                    Office = records[0].Registration!.Office,
                    State = HouseholdState.Entered,
                    Version = 1,
                    Others = others,
                    CreatedAt = now,
                    Members = [.. records.Zip(members, (record, one) => new HouseholdMember(record.Id, one.Relationship, now, null))],
                },
                Entry(HouseholdAct.Entered, write, now)
            );
        });
    }

    private static async Task<IdempotentAnswer> AddMember(
        string id,
        WriteRequest write,
        Body<HouseholdMemberBody> body,
        IHouseholds households,
        HouseholdWriter writer,
        TimeProvider clock
    )
    {
        var fields = new Fields(clock);
        var given = body.Value.Read("", fields);
        fields.ThrowIfWrong();
        var (person, relationship) = given!.Value;
        return await writer.WriteAsync(write, write.Digest(body), Id(id), async () =>
        {
            var household = await RequireAsync(id, write.Caller, households, write.Cancelled);
            var records = await writer.RecordsAsync(write, [(person, "personId")]);
            Refuse(HouseholdRules.MayHave(household, records));
            var now = clock.GetUtcNow();
            if (household.Present.Any(member => member.Person == records[0].Id))
                Refuse(Refusal.Invalid("personId", FieldRule.Duplicate));
            return (
                household with
                {
                    Version = household.Version + 1,
                    Members = [.. household.Members, new HouseholdMember(records[0].Id, relationship, now, null)],
                },
                Entry(HouseholdAct.MemberAdded, write, now)
            );
        });
    }

    private static async Task<IdempotentAnswer> RemoveMember(
        string id,
        string personId,
        WriteRequest write,
        Body<NoteBody> body,
        IHouseholds households,
        HouseholdWriter writer,
        TimeProvider clock
    )
    {
        var note = body.Value.Read(new Fields(clock));
        var person = CommandRouter.Person(personId);
        return await writer.WriteAsync(write, write.Digest(body), Id(id), async () =>
        {
            var household = await RequireAsync(id, write.Caller, households, write.Cancelled);

            // Also of one who was removed before: the record may not have followed yet.
            if (household.Members.All(member => member.Person != person))
                throw new Problem(ProblemCatalogue.NotFound).AsException();
            Refuse(household.State == HouseholdState.Ended ? HouseholdRules.MayHave(household, []) : null);
            var now = clock.GetUtcNow();
            return (
                household with
                {
                    Version = household.Version + 1,
                    Members =
                    [
                        .. household.Members.Select(member =>
                            member.Person == person && member.Until is null ? member with { Until = now } : member
                        ),
                    ],
                },
                Entry(HouseholdAct.MemberRemoved, write, now) with
                {
                    Note = note,
                }
            );
        });
    }

    private static async Task<IdempotentAnswer> Propose(
        string id,
        WriteRequest write,
        Body<HouseholdRecognitionBody> body,
        IHouseholds households,
        HouseholdWriter writer,
        TimeProvider clock
    )
    {
        var evidence = body.Value.Read(new Fields(clock));
        return await writer.WriteAsync(write, write.Digest(body), Id(id), async () =>
        {
            var household = await RequireAsync(id, write.Caller, households, write.Cancelled);
            var now = clock.GetUtcNow();
            Refuse(HouseholdRules.MayPropose(household, await writer.MembersAsync(household, write.Cancelled), evidence, now));
            return (
                household with
                {
                    Version = household.Version + 1,
                    State = HouseholdState.Proposed,
                    ProposedBy = write.Caller.Actor.Subject,
                },
                Entry(HouseholdAct.Proposed, write, now) with
                {
                    Evidence = evidence,
                }
            );
        });
    }

    private static Task<IdempotentAnswer> Confirm(
        string id,
        WriteRequest write,
        Body<NoBody> body,
        IHouseholds households,
        HouseholdWriter writer,
        TimeProvider clock
    ) => writer.WriteAsync(write, write.Digest(body), Id(id), async () =>
        {
            var household = await RequireAsync(id, write.Caller, households, write.Cancelled);
            Refuse(HouseholdRules.MayConfirm(household, await writer.MembersAsync(household, write.Cancelled), write.Caller.Actor));
            return (
                household with
                {
                    Version = household.Version + 1,
                    State = HouseholdState.Recognised,
                    ProposedBy = null,
                    RecognisedOn = clock.Today(),
                },
                Entry(HouseholdAct.Confirmed, write, clock.GetUtcNow())
            );
        });

    private static async Task<IdempotentAnswer> Reject(
        string id,
        WriteRequest write,
        Body<NoteBody> body,
        IHouseholds households,
        HouseholdWriter writer,
        TimeProvider clock
    )
    {
        var note = body.Value.Read(new Fields(clock));
        return await writer.WriteAsync(write, write.Digest(body), Id(id), async () =>
        {
            var household = await RequireAsync(id, write.Caller, households, write.Cancelled);
            Refuse(HouseholdRules.MayReject(household));
            return (
                household with
                {
                    Version = household.Version + 1,
                    State = HouseholdState.Entered,
                    ProposedBy = null,
                },
                Entry(HouseholdAct.Rejected, write, clock.GetUtcNow()) with
                {
                    Note = note,
                }
            );
        });
    }

    private static async Task<IdempotentAnswer> Check(
        string id,
        WriteRequest write,
        Body<HouseholdCheckBody> body,
        IHouseholds households,
        HouseholdWriter writer,
        TimeProvider clock
    )
    {
        var (ends, evidence) = body.Value.Read(new Fields(clock));
        return await writer.WriteAsync(
            write,
            write.Digest(body),
            Id(id),
            async () =>
            {
                var household = await RequireAsync(id, write.Caller, households, write.Cancelled);
                var now = clock.GetUtcNow();
                Refuse(HouseholdRules.MayCheck(household, evidence, now));
                var next = household with { Version = household.Version + 1 };
                return (
                    ends
                        ? next with
                        {
                            State = HouseholdState.Ended,
                            ProposedBy = null,
                            EndedOn = clock.Today(),
                            Members = [.. household.Members.Select(member => member with { Until = member.Until ?? now })],
                        }
                        : next,
                    Entry(ends ? HouseholdAct.Ended : HouseholdAct.Checked, write, now) with
                    {
                        Evidence = evidence,
                    }
                );
            },
            settles: true
        );
    }

    private static async Task<Household> RequireAsync(string id, Caller caller, IHouseholds households, CancellationToken cancelled) =>
        await households.FindAsync(Id(id), cancelled) is { } household && Scope.Reaches(caller, household.Office)
            ? household
            : throw new Problem(ProblemCatalogue.NotFound).AsException();

    private static Guid Id(string id) =>
        Guid.TryParseExact(id, "N", out var wanted)
            ? wanted
            : throw Problem.Fields(new FieldError("path.id", FieldCodes.BadCode)).AsException();

    /// <summary>The same for the same request again, so that what was interrupted can go on.</summary>
    private static Guid IdOf(WriteRequest write) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"household\n{write.Caller.Actor.Subject}\n{write.Key}")).AsSpan(0, 16));

    private static HouseholdEntry Entry(HouseholdAct act, WriteRequest write, DateTimeOffset now) =>
        new(act, write.Caller.Actor.Subject, now, null, null);

    private static void Refuse(Refusal? refusal)
    {
        if (refusal is not null)
            throw Problem.Of(refusal).AsException();
    }
}

/// <summary>Writes a household, and then brings the records of its members to agree with it, one commit for each.</summary>
internal sealed class HouseholdWriter(
    IHouseholds households,
    IdempotentWrites writes,
    CommandSender sender,
    ICommittedRecords records,
    TimeProvider clock
)
{
    /// <summary>
    /// Writes once for each key; the members' records follow also when it is only repeated, so that a repeat makes up for what was
    /// interrupted.
    /// </summary>
    /// <param name="write">The request.</param>
    /// <param name="digest">Of the request.</param>
    /// <param name="id">Of the household.</param>
    /// <param name="change">What it is to be, judged by its rules.</param>
    /// <param name="settles">Whether it answers the exits of members into work.</param>
    public async Task<IdempotentAnswer> WriteAsync(
        WriteRequest write,
        byte[] digest,
        Guid id,
        Func<Task<(Household Household, HouseholdEntry Entry)>> change,
        bool settles = false
    )
    {
        var answer = await writes.RunAsync(write, digest, async receipt =>
        {
            var (household, entry) = await change();
            var view = HouseholdStateView.Of(household);
            var made = household.Version == 1 ? IdempotentWrites.Created(view.Href, view) : IdempotentWrites.Done(view);
            return await households.StoreAsync(household, entry, receipt(made), write.Cancelled)
                ? made
                : throw await NotStoredAsync(household);
        });
        if (await households.FindAsync(id, write.Cancelled) is { } stored && Scope.Reaches(write.Caller, stored.Office))
            await AgreeAsync(stored, write, settles);
        return answer;
    }

    /// <summary>The records of persons, each within the caller's reach; 404 names the field of one who is not.</summary>
    public async Task<IReadOnlyList<PersonRecord>> RecordsAsync(WriteRequest write, IEnumerable<(PersonId Person, string Field)> wanted)
    {
        var found = new List<PersonRecord>();
        foreach (var (person, field) in wanted)
        {
            var record = (await sender.ReadAsync(person, write.Cancelled))?.Record;
            if (record is null || !Scope.Reaches(write.Caller, record))
            {
                throw new Problem(ProblemCatalogue.NotFound)
                {
                    Persons = record is null ? [] : [record.Id],
                    Errors = [new FieldError(field, FieldCodes.NotInList)],
                }.AsException();
            }

            found.Add(record);
        }

        return found;
    }

    /// <summary>The records of those who are members now; of a number that was linked since, the main one.</summary>
    public async Task<IReadOnlyList<PersonRecord>> MembersAsync(Household household, CancellationToken cancelled) =>
        [.. (await ListedRecords.ReadAsync([.. household.Present.Select(member => member.Person)], records, cancelled)).Values];

    /// <summary>A member whose record refuses (the registration is over, or was transferred) stops no other, and shows in the household.</summary>
    private async Task AgreeAsync(Household household, WriteRequest write, bool settles)
    {
        var present = household.Present.Select(member => member.Person).ToHashSet();
        foreach (var person in household.Members.Select(member => member.Person).Distinct())
        {
            if ((await sender.ReadAsync(person, write.Cancelled))?.Record is not { } record)
                continue;
            var isMember = record.Registration?.Household?.Id == household.Name;
            var waits = record.Past.Any(past => past.Registration.Household is { IsToCheck: true } one && one.Id == household.Name);
            if (present.Contains(person) && record.Registration is not null && !isMember)
                await sender.SendWithoutReceiptAsync(write, person, new JoinHousehold(household.Name));
            else if (!present.Contains(person) && isMember)
                await sender.SendWithoutReceiptAsync(write, person, new LeaveHousehold(household.Name));
            if (waits && (settles || household.State == HouseholdState.Ended))
                await sender.SendWithoutReceiptAsync(write, person, new SettleHousehold(household.Name, clock.Today()));
        }
    }

    private async Task<ProblemException> NotStoredAsync(Household household)
    {
        var stored = await households.FindAsync(household.Id, CancellationToken.None);
        return stored is not null && stored.Version >= household.Version
            ? Problem
                .Of(
                    new Refusal(RefusalCode.HouseholdNotInState)
                    {
                        State = new PresentState { Status = Domain.Text.EnumName.Of(stored.State), Number = stored.Name },
                    }
                )
                .AsException()
            : Problem.Of(new Refusal(RefusalCode.InOtherHousehold) { Field = "members" }).AsException();
    }
}
