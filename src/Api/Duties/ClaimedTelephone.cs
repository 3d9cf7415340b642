using Grid.Api.Access;
using Grid.Api.Commands;
using Grid.Api.Problems;
using Grid.Api.Security;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;

namespace Grid.Api.Duties;

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
        AccessRecorder access,
        TimeProvider clock
    )
    {
        if (answer.Reply.Outcome is not { } outcome)
        {
            return answer;
        }

        // Read again: a repeat may come after the claim has run out, was released, or went to another office with the case.
        var record = (await sender.ReadAsync(outcome.Person, write.Cancelled))?.Record;
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
        {
            return new CommandAnswer(answer.Reply) { Claim = new ClaimView(key, claim.Until, null) };
        }

        try
        {
            await access.PersonAsync(write.Caller, "duties.claim", record!.Id, write.Cancelled, "duty:" + key);
        }
        catch (StoreUnavailableException)
        {
            // The claim is committed, but what is not on the log is not read: the same key again gives the telephone.
            throw new Problem(ProblemCatalogue.OutcomeUnknown) { Location = "/v1/commands/" + write.Key }.AsException();
        }

        return new CommandAnswer(answer.Reply) { Claim = new ClaimView(key, claim.Until, record.Details?.Telephone?.Value) };
    }
}
