namespace Grid.Domain.Persons.Deciding;

/// <summary>What leaves a record with its case, and what becomes of it where it arrives.</summary>
internal static class MovedCases
{
    /// <summary>Everything that a record holds of its own.</summary>
    public static MovedCase All(PersonRecord record) => new()
    {
        Identity = record.Identity,
        Details = record.Details,
        Application = record.Application,
        Registration = record.Registration,
        Past = record.Past,
        Objections = record.Objections,
    };

    /// <summary>What an alias had brought, as it stands now: found again by its numbers.</summary>
    public static MovedCase Of(PersonRecord record, TakenOver taken)
    {
        var brought = taken.Case;
        var numbers = brought.Past.Select(p => p.Number).ToHashSet();
        if (brought.Registration is { } registration)
            numbers.Add(registration.Number);

        var past = record.Past.Where(p => numbers.Contains(p.Number)).ToArray();
        var duplicate = past.FirstOrDefault(p => p.Ending == PastEnding.Duplicate && p.Number == brought.Registration?.Number);
        return new MovedCase
        {
            Identity = brought.Identity,
            Details = brought.Details,
            Application = brought.Application is { } application && record.Application?.Number == application.Number ? record.Application : brought.Application,
            Registration = record.Registration is { } active && numbers.Contains(active.Number) ? active : duplicate?.Registration,
            Past = [.. past.Where(p => p != duplicate)],
            Objections = [.. record.Objections.Where(o => brought.Objections.Any(b => string.Equals(b.Id, o.Id, StringComparison.Ordinal)))],
        };
    }

    /// <summary>Whether the registration that arrives becomes the active one: there is none, or only one by reference.</summary>
    public static bool BecomesActive(PersonRecord record, MovedCase moved) =>
        moved.Registration is { } incoming && (record.Registration is not { } active || (active.ByReference is not null && incoming.ByReference is null));

    /// <summary>The record after it took the case.</summary>
    public static PersonRecord Merge(PersonRecord record, MovedCase moved, DateOnly on)
    {
        var past = record.Past.Concat(moved.Past);
        var active = record.Registration;
        if (BecomesActive(record, moved))
        {
            if (active is { } byReference)
                past = past.Append(new PastRegistration(byReference, PastEnding.BecameOrdinary, on, null));
            active = moved.Registration;
        }
        else if (moved.Registration is { } duplicate)
        {
            past = past.Append(new PastRegistration(duplicate, PastEnding.Duplicate, on, null));
        }

        var takesApplication = record.Application is not { IsOpen: true } && moved.Application is { } application && (application.IsOpen || record.Application is null);
        return record with
        {
            Identity = record.Identity ?? moved.Identity,
            Details = record.Details ?? moved.Details,
            Application = takesApplication ? moved.Application : record.Application,
            Registration = active,
            Past = [.. past.OrderBy(p => p.EndedOn).ThenBy(p => p.Number.Value, StringComparer.Ordinal)],
            Objections = [.. record.Objections, .. moved.Objections],
        };
    }

    /// <summary>The record after a case left it.</summary>
    public static PersonRecord Without(PersonRecord record, MovedCase moved)
    {
        var numbers = moved.Past.Select(p => p.Number).ToHashSet();
        if (moved.Registration is { } registration)
            numbers.Add(registration.Number);

        var active = record.Registration is { } r && numbers.Contains(r.Number) ? null : record.Registration;
        var empty = active is null && record.Past.All(p => numbers.Contains(p.Number));
        var application = record.Application?.Number == moved.Application?.Number ? null : record.Application;
        var ownIdentity = !empty || application is not null || record.Identity?.Number != moved.Identity?.Number;
        return record with
        {
            Identity = ownIdentity ? record.Identity : null,
            Details = ownIdentity ? record.Details : null,
            Application = application,
            Registration = active,
            Past = [.. record.Past.Where(p => !numbers.Contains(p.Number))],
            Objections = [.. record.Objections.Where(o => moved.Objections.All(m => !string.Equals(m.Id, o.Id, StringComparison.Ordinal)))],
        };
    }
}
