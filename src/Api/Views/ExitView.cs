using Grid.Api.Requests;
using Grid.Domain.Codes;
using Grid.Domain.Persons;

namespace Grid.Api.Views;

/// <summary>Why and since when a registration ended.</summary>
public sealed record ExitView
{
    /// <summary>Code list exit-reason.</summary>
    public required string Reason { get; init; }

    public required DateOnly On { get; init; }

    public required EvidenceView Evidence { get; init; }

    public string? OtherReason { get; init; }

    /// <summary>With reason 31: what the person said.</summary>
    public StatementView? Statement { get; init; }

    public EmployerBody? Employer { get; init; }

    /// <summary>After a death: whom of the family the office can inform.</summary>
    public FamilyContactBody? FamilyContact { get; init; }

    /// <summary>Side data that cannot be what they should be, as they were given.</summary>
    public IReadOnlyList<UnverifiedView>? Unverified { get; init; }

    public DateTimeOffset? ProposedAt { get; init; }

    public string? ProposedBy { get; init; }

    /// <summary>The exit of this registration that waits for its second person.</summary>
    internal static ExitView? Proposed(PersonRecord record, Registration registration) =>
        record.Proposal is { Command: RecordExit command } waiting && record.Registration?.Number == registration.Number
            ? Of(command.Exit) with
            {
                ProposedAt = waiting.ProposedAt,
                ProposedBy = waiting.ProposedBy,
            }
        : registration.ExitCheck is { } check ? Of(check.Proposed) with { ProposedAt = check.ProposedAt, ProposedBy = check.ProposedBy }
        : null;

    internal static ExitView Of(ExitDetails exit) =>
        new()
        {
            Reason = ListCodes.Of(CodeListIds.ExitReason, exit.Reason),
            On = exit.On,
            Evidence = EvidenceView.Of(exit.Evidence),
            OtherReason = Mask.Text(exit.OtherReason),
            Statement = StatementView.Of(exit.Statement),
            Employer = EmployerBody.Of(exit.Employer, exit.Unverified, "employer"),
            FamilyContact = FamilyContactBody.Of(exit.FamilyContact),
            Unverified = UnverifiedView.Of(exit.Unverified),
        };
}
