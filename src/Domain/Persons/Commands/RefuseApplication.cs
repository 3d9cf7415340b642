using Grid.Domain.Codes;

namespace Grid.Domain.Persons.Commands;

/// <summary>
/// Do not approve, for one of the reasons that follow from 79/2020 (十) alone. It carries no text: what the person is told comes from
/// the reason and from a recorded check that shows it, so no forbidden ground can be written into it (79/2020 (二)).
/// </summary>
public sealed record RefuseApplication(NonApprovalReason Reason) : PersonCommand
{
    /// <summary>Of <see cref="NonApprovalReason.NoLongerUnemployed"/>: the first day of the new work, not before the application.</summary>
    public DateOnly? Since { get; init; }
}
