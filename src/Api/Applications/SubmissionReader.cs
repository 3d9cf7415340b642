using Grid.Api.Problems;
using Grid.Api.Reference;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Api.Views;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Reference;

namespace Grid.Api.Applications;

/// <summary>Reads an application from its body: every wrong field is told, not only the first.</summary>
internal sealed class SubmissionReader(IPersonIdentifier identifier, CommitmentTexts texts, IReferenceData reference, TimeProvider clock)
{
    /// <summary>
    /// Takes the place of a number that cannot be read while the other fields are judged: well-formed, of an area that does not exist.
    /// </summary>
    private static readonly IdentityNumber AnyNumber = IdentityNumber.TryParse("369999198803121429", out var number, out _)
        ? number
        : throw new InvalidOperationException("The number is not well-formed.");

    public (PersonId Person, SubmitApplication Command) Read(SubmitBody body, Caller caller)
    {
        var fields = new Fields(clock);
        var number = fields.Identity(body.IdentityNumber, "identityNumber", confirmed: body.ConfirmedNumber);
        var name = fields.Value<PersonName, PersonNameError>(body.Name, "name", PersonName.TryParse);
        var channel = fields.Coded<ApplicationChannel>(body.Channel, "channel", CodeListIds.Channel, required: false)
            ?? ApplicationChannel.Offline;
        var platform = fields.Value<PlatformApplicationNumber, NumberError>(
            body.PlatformNumber,
            "platformNumber",
            PlatformApplicationNumber.TryParse,
            required: false
        );
        var office = body.Office is { Length: > 0 } given ? given : caller.Actor.Office;
        fields.Has(office, "office");
        var wishes = SideWishes(body.JobWishes);
        if (wishes.Count == 0)
        {
            fields.Wrong("jobWishes", FieldCodes.Required);
        }

        var command = new SubmitApplication
        {
            Number = number!,
            Name = name!,
            BirthDate = fields.Date(body.BirthDate, "birthDate"),
            Sex = fields.Coded<Sex>(body.Sex, "sex", CodeListIds.Sex, required: false),
            Channel = channel,
            PlatformNumber = platform,
            SubmittedAt = fields.Moment(body.SubmittedAt, "submittedAt"),
            Office = office ?? "",
            Ground = fields.Coded<PlaceGround>(body.Ground, "ground", CodeListIds.PlaceGround) ?? default,
            ByReference = fields.Coded<ByReferenceGroup>(body.ByReference, "byReference", CodeListIds.ByReferenceGroup, required: false),
            Reason = fields.Coded<UnemploymentReason>(body.Reason, "reason", CodeListIds.UnemploymentReason) ?? default,
            OtherReason = Fields.Side(body.OtherReason),
            UnemployedOn = fields.Date(body.UnemployedOn, "unemployedOn", required: true) ?? default,
            JobWishes = wishes,
            WishesToClaimBenefit = body.WishesToClaimBenefit ?? false,
            FormerEmployer = EmployerBody.Read(body.FormerEmployer),
            Commitment = CommitmentOf(body.Commitment, fields)!,
            Details = DetailsBody.Read(body.Details, fields)!,
        };
        if (fields.Errors.Count > 0)
        {
            fields.Wrong(BrokenRules(command, [.. fields.Errors.Select(error => error.Field)], caller));
        }

        fields.ThrowIfWrong();
        return (identifier.Identify(number!), command);
    }

    /// <summary>
    /// The rules that the readable part of a form breaks: who corrects a mistyped number should not find the next mistake only then.
    /// </summary>
    private IEnumerable<FieldError> BrokenRules(SubmitApplication form, List<string> unreadable, Caller caller)
    {
        if (form.Number is null)
        {
            unreadable.AddRange(["birthDate", "sex", "byReference"]);
        }

        // What could not be read is replaced by something harmless, and nothing is said of it here.
        var judged = form with
        {
            Number = form.Number ?? AnyNumber,
            Commitment = form.Commitment ?? new Commitment(texts.Versions[0], clock.GetUtcNow()),
            Details = form.Details ?? new PersonDetails { Telephone = null, Health = "1" },
        };
        var context = new DecisionContext
        {
            Now = clock.GetUtcNow(),
            Actor = caller.Actor,
            Calendars = reference.Calendars,
            Offices = reference.Offices,
            Serial = 0,
            NewId = Guid.Empty,
        };
        return PersonDecider
            .FaultsOf(judged, context)
            .SelectMany(FieldError.Of)
            .Where(fault =>
                !unreadable.Exists(field => fault.Field == field || IsWithin(fault.Field, field) || IsWithin(field, fault.Field))
            );

        static bool IsWithin(string inner, string outer) =>
            inner.StartsWith(outer + ".", StringComparison.Ordinal) || inner.StartsWith(outer + "[", StringComparison.Ordinal);
    }

    /// <summary>Job wishes as given: the rules keep those that are known, once each.</summary>
    public static IReadOnlyList<string> SideWishes(IReadOnlyList<string>? wishes) =>
        [.. (wishes ?? []).Select(Fields.Side).OfType<string>()];

    /// <summary>Codes of the list <c>job-wish</c>.</summary>
    public static IReadOnlyList<string>? JobWishes(IReadOnlyList<string>? wishes, string field, Fields fields, bool required)
    {
        if (wishes is not { Count: > 0 })
        {
            if (required || wishes is not null)
            {
                fields.Wrong(field, FieldCodes.Required);
            }

            return null;
        }

        for (var i = 0; i < wishes.Count; i++)
        {
            fields.Code(wishes[i], FormattableString.Invariant($"{field}[{i}]"), CodeListIds.JobWish, required: true);
        }

        return wishes;
    }

    private Commitment? CommitmentOf(CommitmentBody? body, Fields fields)
    {
        if (!fields.Has(body, "commitment"))
        {
            return null;
        }

        var acceptedAt = fields.Moment(body.AcceptedAt, "commitment.acceptedAt", required: true);
        if (fields.Has(body.TextVersion, "commitment.textVersion") && !texts.Knows(body.TextVersion))
        {
            fields.Wrong("commitment.textVersion", FieldCodes.NotInList, texts.Versions);
        }

        return body.TextVersion is { } version && acceptedAt is { } moment ? new Commitment(version, moment) : null;
    }
}
