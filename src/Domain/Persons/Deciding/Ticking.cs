using Grid.Domain.Persons.Events;

namespace Grid.Domain.Persons.Deciding;

/// <summary>What the register does on its own when a moment has come. Late, early and doubled ticks are harmless: state and clock decide.</summary>
internal static class Ticking
{
    public static Decision Decide(PersonRecord record, DecisionContext context)
    {
        var outcome = Outcomes.Of(OutcomeKind.Ticked, record);
        if (record.Application is not { IsOpen: true, OverdueSince: null } application || !application.ReviewDue.IsPassedAt(context.Now))
            return Decision.Accept(outcome);

        var office = context.Offices.Find(application.Office);
        var above = office is null ? null : context.Offices.SupervisorOf(office);
        return Decision.Accept(
            outcome,
            new ReviewOverdue(application.ReviewDue.Date, application.ReviewDue.LateFrom(), above?.Code.Value ?? application.Office));
    }
}
