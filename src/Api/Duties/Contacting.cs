using Grid.Api.Access;
using Grid.Api.Applications;
using Grid.Api.Commands;
using Grid.Api.Persons;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;

namespace Grid.Api.Duties;

/// <summary>
/// A contact or an attempt (联系记录), 79/2020 (三), (四). One that reached the person fulfils its month; one that failed is an attempt only.
/// </summary>
public sealed record ContactBody : IRequest<ContactBody>
{
    /// <summary>
    /// When it happened, with offset; absent for now. Not in the future, not before the registration, at most seven working days ago.
    /// </summary>
    public string? At { get; init; }

    /// <summary>
    /// <c>telephone</c>, <c>shortMessage</c>, <c>online</c>, <c>faceToFace</c>, <c>homeVisit</c> or <c>letter</c>; own reports have an
    /// address of their own.
    /// </summary>
    public string? Channel { get; init; }

    /// <summary><c>reached</c>, <c>notReached</c>, <c>wrongNumber</c>, <c>refusedService</c> or <c>foundWork</c>.</summary>
    public string? Outcome { get; init; }

    public string? Note { get; init; }

    /// <summary>What the person can do.</summary>
    public string? Skill { get; init; }

    /// <summary>Code list job-wish, where the wishes changed: they become the registration's.</summary>
    public IReadOnlyList<string>? Wishes { get; init; }

    public string? NextAppointment { get; init; }

    public static ContactBody Example { get; } =
        new()
        {
            Channel = "telephone",
            Outcome = "reached",
            Note = "愿意参加焊工培训",
            Wishes = ["4"],
        };

    internal RecordContact Read(Fields fields)
    {
        var at = fields.Moment(At, "at");
        var channel = fields.Name<ContactChannel>(Channel, "channel");
        if (channel == ContactChannel.OwnReport)
            fields.Wrong("channel", FieldCodes.NotAllowedHere, [.. Names<ContactChannel>.All.Where(name => name != Channel)]);

        var outcome = fields.Name<ContactOutcome>(Outcome, "outcome");
        var next = fields.Moment(NextAppointment, "nextAppointment");
        fields.ThrowIfWrong();
        return new RecordContact
        {
            At = at,
            Channel = channel!.Value,
            Outcome = outcome!.Value,
            Note = Fields.Side(Note),
            Skill = Fields.Side(Skill),
            Wishes = SubmissionReader.SideWishes(Wishes),
            NextAppointment = next,
        };
    }
}

/// <summary>
/// A claim of a contact duty gives the person's telephone to the one who holds it; the access log gets the duty as the reason. Other claims
/// give nothing personal.
/// </summary>
internal static class ClaimedTelephone
{
    public static async Task<CommandAnswer> AddAsync(
        CommandAnswer answer,
        string key,
        WriteRequest write,
        CommandSender sender,
        UseNotes uses,
        AccessRecorder access,
        TimeProvider clock
    )
    {
        if (answer.Reply.Outcome is not { } outcome)
            return answer;

        // Read again: a repeat may come after the claim has run out, was released, or went to another office with the case.
        var record = (await sender.ReadFoundAsync(outcome.Person, write.Cancelled))?.Record;
        var duty = record?.Duties.FirstOrDefault(one => one.Key == key);
        if (
            duty?.Claim is not { } claim
            || claim.By != write.Caller.Actor.Subject
            || !claim.HoldsAt(clock.GetUtcNow())
            || !Scope.Reaches(write.Caller, duty.Office)
        )
        {
            return answer;
        }

        if (!ContactDuties.Contains(duty.Kind))
            return new CommandAnswer(answer.Reply) { Claim = new ClaimView(key, claim.Until, null) };

        try
        {
            await uses.NoteAsync(write.Caller, record!, DataUse.Revealed, write.Cancelled);
            await access.PersonAsync(write.Caller, "duties.claim", record!, write.Cancelled, "duty:" + key);
        }
        catch (StoreUnavailableException)
        {
            // The claim is committed, but what is not on the log is not read: the same key again gives the telephone.
            throw new Problem(ProblemCatalogue.OutcomeUnknown) { Location = "/v1/commands/" + write.Key }.AsException();
        }

        return new CommandAnswer(answer.Reply) { Claim = new ClaimView(key, claim.Until, record!.Details?.Telephone?.Value) };
    }
}
