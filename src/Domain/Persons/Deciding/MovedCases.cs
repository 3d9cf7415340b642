namespace Grid.Domain.Persons.Deciding;

/// <summary>Who owns what while two numbers of one person are linked.</summary>
internal static class MovedCases
{
    /// <summary>Everything that a record holds of its own.</summary>
    public static MovedCase All(PersonRecord record) => new()
    {
        Identity = record.Identity,
        Details = record.Details,
        Application = record.Application,
        Prior = record.Prior,
        Registration = record.Registration,
        Past = record.Past,
        Objections = record.Objections,
        InError = record.InError,
        PlatformNumbers = record.PlatformNumbers,
        AwaitingResults = record.AwaitingResults,
    };

    /// <summary>Whether a registration of the main record is the alias's: it came with it, or out of the application that came with it.</summary>
    public static bool Owns(TakenOver taken, Registration registration) =>
        taken.Case.Registration?.Number == registration.Number
        || taken.Case.Past.Any(p => p.Number == registration.Number)
        || (taken.TookApplication && taken.Case.Application?.Number == registration.Application);
}
