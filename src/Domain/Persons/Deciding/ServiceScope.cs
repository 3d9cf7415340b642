using Grid.Domain.Persons.Refusals;

namespace Grid.Domain.Persons.Deciding;

/// <summary>Service is given to registered persons, by the office that holds the case or a supervisor above it.</summary>
internal static class ServiceScope
{
    /// <param name="record">The person's record.</param>
    /// <param name="context">Who asks, and when.</param>
    /// <param name="registration">The active registration, where the answer is null.</param>
    /// <param name="needsOffice">False where the person itself acts.</param>
    public static Refusal? Check(PersonRecord record, DecisionContext context, out Registration registration, bool needsOffice = true)
    {
        registration = record.Registration!;
        return record.Registration is null
            ? CaseScope.NotRegistered(record, context)
            : needsOffice ? CaseScope.Check(context, registration.Office) : null;
    }
}
