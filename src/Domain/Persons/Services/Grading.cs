using Grid.Domain.Calendar;

namespace Grid.Domain.Persons.Services;

/// <summary>The grade by rule (分级分类), which a clerk may override.</summary>
public static class Grading
{
    /// <summary>The grade on a day.</summary>
    /// <param name="registration">The active registration.</param>
    /// <param name="details">Of the person; null where the record holds none.</param>
    /// <param name="today">The day, in China.</param>
    /// <param name="longTermMonths">Full months from which somebody is long-term unemployed, as the statistics count them (<see cref="FullMonths"/>).</param>
    public static ServiceGrade Of(Registration registration, PersonDetails? details, DateOnly today, int longTermMonths)
    {
        ArgumentNullException.ThrowIfNull(registration);
        if (registration.Service.GradeOverride is { } set)
            return set;
        var hardship = registration.Service.Hardship is { } h && h.From <= today && (h.To is null || h.To >= today);
        if (hardship || FullMonths.FullOn(registration.RegisteredOn, longTermMonths) <= today || details?.DisabilityGrade is not null)
            return ServiceGrade.Intensive;

        // Wishes beyond a plain job (2 flexible work, 3 a business, 4 training) need guidance.
        return registration.JobWishes.Any(w => w is "3" or "4") || registration.Service.Failed is not null ? ServiceGrade.Assisted : ServiceGrade.SelfReliant;
    }
}
