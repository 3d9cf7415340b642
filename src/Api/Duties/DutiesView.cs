namespace Grid.Api.Duties;

/// <summary>A person's open duties.</summary>
public sealed record DutiesView(string PersonId, IReadOnlyList<DutyView> Items);
