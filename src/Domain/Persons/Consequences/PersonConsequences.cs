using Grid.Domain.Counting;
using Grid.Domain.Identity;

namespace Grid.Domain.Persons;

/// <summary>The consequences of one event.</summary>
/// <param name="StatisticalStatus">How the statistics count the person from then on, as it may be shown; null when the event does not
/// change that.</param>
public sealed record PersonConsequences(
    IReadOnlyList<CountEntry> Counts,
    IReadOnlyList<PlatformItem> PlatformItems,
    IReadOnlyList<PersonNotice> Notices,
    StatisticalStatusChange? StatisticalStatus
) : Discreet
{
    /// <summary>To the systems that decide the person's matters.</summary>
    public IReadOnlyList<MatterMessage> MatterMessages { get; init; } = [];

    /// <summary>To the province's electronic licences, where the register is connected to them.</summary>
    public IReadOnlyList<LicenceItem> LicenceItems { get; init; } = [];
}

/// <summary>What follows from an event beyond the person's own record, committed together with it.</summary>
public static class ConsequenceRules
{
    /// <summary>The consequences of one event, given the record before and after it.</summary>
    public static PersonConsequences Of(PersonRecord before, PersonEvent change, PersonRecord after, DecisionContext context)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(context);
        return new PersonConsequences(
            CountRules.Of(before, change, after, context),
            PlatformRules.Of(before, change, after, context),
            NoticeRules.Of(before, change, after, context),
            CountRules.StatusChange(before, change, after, context)
        )
        {
            MatterMessages = MatterRules.Of(before, change, after),
            LicenceItems = LicenceRules.Of(before, change, after, context),
        };
    }
}

/// <summary>An event as it is in a person's journal.</summary>
/// <param name="Office">The office that held the case after it; null where there was none.</param>
/// <param name="At">When it was decided.</param>
public sealed record RecordedEvent(long Sequence, PersonEvent Event, string? Office, Actor By, DateTimeOffset At) : Discreet;

/// <summary>A person's journal as far as <see cref="PlatformReplay"/> reads it, in order.</summary>
public sealed record PersonHistory(PersonId Person, IReadOnlyList<RecordedEvent> Events) : Discreet;
