using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Regions;
using Grid.Domain.Services;

namespace Grid.Domain.Persons.Deciding;

/// <summary>Everything a decision may look at besides the person's record. The domain has no clock, no store and no chance of its own.</summary>
public sealed record DecisionContext
{
    public required DateTimeOffset Now { get; init; }

    public required Actor Actor { get; init; }

    /// <summary>The case that the command means; null where it says so itself, or may start one.</summary>
    public CommandTarget? Target { get; init; }

    public required WorkingCalendars Calendars { get; init; }

    public required OfficeDirectory Offices { get; init; }

    public CodeLists Codes { get; init; } = CodeLists.BuiltIn;

    /// <summary>The service list (服务清单) in force.</summary>
    public OfferList Services { get; init; } = OfferList.BuiltInServices;

    /// <summary>The policy list (政策清单) in force.</summary>
    public OfferList Policies { get; init; } = OfferList.BuiltInPolicies;

    /// <summary>A serial that nobody else gets, for the number that the command may make; 0 to 9,999,999.</summary>
    public required int Serial { get; init; }

    /// <summary>A fresh identifier, for what the command may start (a transfer request, an objection, a move).</summary>
    public required Guid NewId { get; init; }

    /// <summary>How far a clock that is not the register's may be ahead of <see cref="Now"/>: see <see cref="OtherClocks"/>.</summary>
    public TimeSpan ClockTolerance { get; init; } = OtherClocks.DefaultTolerance;

    /// <summary>Who proposed what <see cref="Actor"/> confirms; null where one person decides.</summary>
    public string? ProposedBy { get; init; }

    /// <summary>Subjects of those who decide, the one who proposed it first.</summary>
    public IReadOnlyList<string> Deciders => ProposedBy is { } first ? [first, Actor.Subject] : [Actor.Subject];

    /// <summary>The day of <see cref="Now"/> in Asia/Shanghai.</summary>
    public DateOnly Today => ChinaTime.DateOf(Now);
}
