namespace Grid.Domain.Persons.Services;

/// <summary>The grade by rule (分级分类), which a clerk may override.</summary>
public static class Grading
{
    /// <summary>Months registered from which a person counts as long-term unemployed.</summary>
    public const int LongTermMonths = 6;

    public static ServiceGrade Of(Registration registration, PersonDetails? details, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(registration);
        if (registration.Service.GradeOverride is { } set)
            return set;
        var hardship = registration.Service.Hardship is { } h && h.From <= today && (h.To is null || h.To >= today);
        if (hardship || registration.RegisteredOn.AddMonths(LongTermMonths) <= today || details?.DisabilityGrade is not null)
            return ServiceGrade.Intensive;

        // Wishes beyond a plain job (2 flexible work, 3 a business, 4 training) need guidance.
        return registration.JobWishes.Any(w => w is "3" or "4") || registration.Service.Failed is not null ? ServiceGrade.Assisted : ServiceGrade.SelfReliant;
    }
}
