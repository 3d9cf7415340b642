using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Views;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;

namespace Grid.Api.Persons;

/// <summary>
/// The revocation of a registration that the facts never allowed (撤销登记): why, since when, and how that is known. A supervisor confirms it.
/// </summary>
public sealed record RevocationBody : IRequest<RevocationBody>
{
    public string? RegistrationNumber { get; init; }

    /// <summary>Code list revocation-reason.</summary>
    public string? Reason { get; init; }

    /// <summary>Since when it was so: not after the registration. With reasons 1 to 4 only.</summary>
    public string? Since { get; init; }

    public EvidenceBody? Evidence { get; init; }

    public static RevocationBody Example { get; } =
        new()
        {
            RegistrationNumber = Domain.Numbers.RegistrationNumber.Create("360102", new DateOnly(2026, 11, 20), 42).Value,
            Reason = "1",
            Since = "2026-11-01",
            Evidence = new EvidenceBody
            {
                Basis = "2",
                Source = "社会保险参保库",
                MatchedAt = "2026-11-21T08:00:00+08:00",
            },
        };

    internal RevokeRegistration Read(Fields fields)
    {
        var number = fields.Value<RegistrationNumber, NumberError>(
            RegistrationNumber,
            "registrationNumber",
            Domain.Numbers.RegistrationNumber.TryParse
        );
        var reason = fields.Coded<RevocationReason>(Reason, "reason", CodeListIds.RevocationReason);
        var since = fields.Date(Since, "since");
        var evidence = EvidenceBody.Read(Evidence, "evidence", fields);
        fields.ThrowIfWrong();
        return new RevokeRegistration(
            new RevocationDetails
            {
                Number = number!,
                Reason = reason!.Value,
                Since = since,
                Evidence = evidence!,
            }
        );
    }
}

/// <summary>
/// Which application was entered under a wrong number, how that came about, and which number is the right one. It waits for a second
/// person.
/// </summary>
public sealed record EnteredInErrorBody : IRequest<EnteredInErrorBody>
{
    /// <summary>The current application of this record.</summary>
    public string? ApplicationNumber { get; init; }

    public string? Note { get; init; }

    /// <summary>The number that should have been typed. This or <c>noRightNumber</c>.</summary>
    public string? RightNumber { get; init; }

    /// <summary>Why there is none: <c>nobodyApplied</c> (an exercise, the wrong button) or <c>cannotBeFound</c>.</summary>
    public string? NoRightNumber { get; init; }

    public static EnteredInErrorBody Example { get; } =
        new()
        {
            ApplicationNumber = Domain.Numbers.ApplicationNumber.Create("360102", new DateOnly(2026, 11, 20), 42).Value,
            Note = "证件号码录入错误,实为他人号码",
            NoRightNumber = "cannotBeFound",
        };

    internal EndAsEnteredInError Read(Fields fields)
    {
        var number = fields.Value<ApplicationNumber, NumberError>(
            ApplicationNumber,
            "applicationNumber",
            Domain.Numbers.ApplicationNumber.TryParse
        );
        var why = fields.Text(Note, "note", FieldLimits.Note, required: true);
        var right = fields.Value<IdentityNumber, IdentityNumberError>(RightNumber, "rightNumber", IdentityNumber.TryParse, required: false);
        NoRightNumber? none = NoRightNumber is null ? null : fields.Name<NoRightNumber>(NoRightNumber, "noRightNumber");
        if (RightNumber is null == NoRightNumber is null)
            fields.Wrong(RightNumber is null ? "rightNumber" : "noRightNumber", FieldCodes.ExactlyOne, ["rightNumber", "noRightNumber"]);

        fields.ThrowIfWrong();
        return new EndAsEnteredInError(number!, why!) { RightNumber = right, NoRightNumber = none };
    }
}
