namespace Grid.Domain.Persons.Deciding;

/// <summary>Makes the answers to accepted commands.</summary>
internal static class Outcomes
{
    public static CommandOutcome Of(OutcomeKind kind, PersonRecord record, Application application) => new(kind, record.Id)
    {
        Application = application.Number,
        ApplicationStatus = application.Status,
        Office = application.Office,
        Due = application.IsOpen ? application.ToldDue : null,
        DueProvisional = application.IsOpen && application.ReviewDue.Provisional ? true : null,
    };

    public static CommandOutcome Of(OutcomeKind kind, PersonRecord record, Registration registration) => new(kind, record.Id)
    {
        Registration = registration.Number,
        Office = registration.Office,
    };

    /// <summary>For what concerns the record as a whole.</summary>
    public static CommandOutcome Of(OutcomeKind kind, PersonRecord record) => new(kind, record.Id)
    {
        Application = record.Application?.Number,
        ApplicationStatus = record.Application?.Status,
        Registration = record.Registration?.Number,
        Office = CaseScope.OfficeOf(record),
    };
}
