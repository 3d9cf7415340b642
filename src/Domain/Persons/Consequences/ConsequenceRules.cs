using Grid.Domain.Persons.Deciding;
using Grid.Domain.Persons.Events;

namespace Grid.Domain.Persons.Consequences;

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
            CountRules.Standing(before, change, after, context));
    }
}
