using Grid.Domain.Persons.Refusals;

namespace Grid.Domain.Persons.Deciding;

/// <summary>Service is given to registered persons, by the office that holds the case or a supervisor above it.</summary>
internal static class ServiceScope
{
    public static Refusal? Check(PersonRecord record, DecisionContext context, out Registration registration)
    {
        registration = record.Registration!;
        return record.Registration is null
            ? CaseScope.NotRegistered(record, context)
            : CaseScope.Check(context, registration.Office);
    }
}
