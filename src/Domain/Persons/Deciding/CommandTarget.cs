using Grid.Domain.Numbers;
using Grid.Domain.Persons.Refusals;

namespace Grid.Domain.Persons.Deciding;

/// <summary>
/// The case that a command means. A record has one latest application and at most one active registration; a newer one may have come since the sender looked, and the command must not hit it.
/// Without numbers the command is for whatever case the record has, but the record must exist.
/// </summary>
public sealed record CommandTarget
{
    /// <summary>Must be the person's latest application; null where the command means none.</summary>
    public ApplicationNumber? Application { get; init; }

    /// <summary>No other registration may be active; null where the command means none.</summary>
    public RegistrationNumber? Registration { get; init; }

    /// <summary>Null where the record has the case, else the refusal, with what the case is now for who may know.</summary>
    internal Refusal? Check(PersonRecord record, DecisionContext context)
    {
        if (record.Sequence == 0)
            return new Refusal(RefusalCode.NotFound);
        var isNewer = (Application is { } application && record.Application?.Number != application)
            || (Registration is { } registration && record.Registration is { } active && active.Number != registration);
        return isNewer ? new Refusal(RefusalCode.NotCurrentCase) { State = CaseScope.StateOf(record, context.Actor, context.Offices, context.Today) } : null;
    }
}
