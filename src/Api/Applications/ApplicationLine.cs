namespace Grid.Api.Applications;

/// <summary>One line of the worklist.</summary>
/// <param name="ReviewDue">The last day for the decision (79/2020 (三)), inclusive.</param>
/// <param name="OverdueSince">Set once that has passed.</param>
/// <param name="EscalatedTo">Whose supervisors have the overdue case on their list.</param>
public sealed record ApplicationLine(
    string Number,
    string PersonId,
    string Status,
    string Office,
    DateTimeOffset SubmittedAt,
    DateOnly ReviewDue,
    DateTimeOffset? OverdueSince,
    string? EscalatedTo,
    string Href
);
