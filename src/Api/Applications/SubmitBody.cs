using Grid.Api.Requests;
using Grid.Api.Views;

namespace Grid.Api.Applications;

/// <summary>
/// An application for registration. Codes are those of <c>/v1/code-lists</c>, or their names. There is no member for papers: none may be
/// asked for (79/2020 (二)).
/// </summary>
public sealed record SubmitBody : IRequest<SubmitBody>
{
    /// <summary>Number of the identity document; its kind is read from it.</summary>
    public string? IdentityNumber { get; init; }

    /// <summary>
    /// With an old number of 15 digits only: the one of 18 on the person's document, as the answer <c>confirmFifteenDigits</c> listed it.
    /// </summary>
    public string? ConfirmedNumber { get; init; }

    public string? Name { get; init; }

    /// <summary>Needed only where the number does not tell it.</summary>
    public string? BirthDate { get; init; }

    /// <summary>Code list sex; needed only where the number does not tell it.</summary>
    public string? Sex { get; init; }

    /// <summary>Code list channel; a service window by default.</summary>
    public string? Channel { get; init; }

    /// <summary>The national platform's number (失业登记申请编号); with channel platform, which only the platform's own link may use.</summary>
    public string? PlatformNumber { get; init; }

    /// <summary>The person's own moment of submission, when it was before now.</summary>
    public string? SubmittedAt { get; init; }

    /// <summary>Code of the office; the caller's own by default.</summary>
    public string? Office { get; init; }

    /// <summary>Code list place-ground: which of the four places the person chose (79/2020 (一)).</summary>
    public string? Ground { get; init; }

    /// <summary>Code list by-reference-group; for persons served by reference only.</summary>
    public string? ByReference { get; init; }

    /// <summary>Code list unemployment-reason.</summary>
    public string? Reason { get; init; }

    /// <summary>Text, needed with reason 90; with another reason it is stored as unverified.</summary>
    public string? OtherReason { get; init; }

    public string? UnemployedOn { get; init; }

    /// <summary>Code list job-wish; at least one that is known, unless unknown ones were given, which are stored as unverified.</summary>
    public IReadOnlyList<string>? JobWishes { get; init; }

    public bool? WishesToClaimBenefit { get; init; }

    public EmployerBody? FormerEmployer { get; init; }

    public CommitmentBody? Commitment { get; init; }

    public DetailsBody? Details { get; init; }

    public static SubmitBody Example { get; } =
        new()
        {
            IdentityNumber = "11010519491231002X",
            Name = "张三",
            Channel = "offline",
            Ground = "householdRegistration",
            Reason = "24",
            UnemployedOn = "2026-10-31",
            JobWishes = ["1"],
            WishesToClaimBenefit = false,
            FormerEmployer = new EmployerBody { Name = "示例公司", CreditCode = "91350100M000100Y43" },
            Commitment = new CommitmentBody { TextVersion = "2020-07", AcceptedAt = "2026-11-20T09:30:00+08:00" },
            Details = new DetailsBody
            {
                Telephone = "13800000000",
                Address = "示例路1号",
                Health = "1",
                Education = "61",
            },
        };
}
