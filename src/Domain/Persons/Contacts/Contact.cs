using Grid.Domain.Persons.Unverified;

namespace Grid.Domain.Persons.Contacts;

/// <summary>One contact with the person, or an attempt (联系记录), with what was learnt of the person's needs.</summary>
public sealed record Contact
{
    public required string Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required ContactChannel Channel { get; init; }

    public required ContactOutcome Outcome { get; init; }

    public string? Note { get; init; }

    /// <summary>Code list <c>education</c> or a trade in words; what the person can do.</summary>
    public string? Skill { get; init; }

    /// <summary>Code list <c>job-wish</c>.</summary>
    public IReadOnlyList<string> Wishes { get; init; } = [];

    /// <summary>When the person is contacted next by appointment.</summary>
    public DateTimeOffset? NextAppointment { get; init; }

    /// <summary>What cannot be in the fields above, as it was given; null when nothing.</summary>
    public IReadOnlyList<UnverifiedValue>? Unverified { get; init; }

    /// <summary>True when the person was spoken with, or answered.</summary>
    public bool Reached => Outcome is ContactOutcome.Reached or ContactOutcome.RefusedService or ContactOutcome.FoundWork;
}
