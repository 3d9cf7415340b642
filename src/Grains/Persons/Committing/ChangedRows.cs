using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Persons.Commit;

namespace Grid.Grains.Persons.Committing;

/// <summary>
/// The searchable rows that differ between two records. Records are compared as values and lists by reference: at worst a row
/// is written again as it was, and never is one forgotten.
/// </summary>
internal static class ChangedRows
{
    /// <summary>The application's row. Of an application that leaves with its case nothing is written here: its receiver does.</summary>
    public static ApplicationRow? Application(
        PersonRecord before,
        PersonRecord after,
        IReadOnlyList<PersonEvent> events,
        OfficeDirectory offices
    )
    {
        if (before.Application is { } ended && events.Any(e => e is EnteredInError error && error.Application == ended.Number))
            return new ApplicationRow(IsNew: false, ended, CountingUnits.Of(ended.Office, offices), EnteredInError: true);
        if (
            events.OfType<CaseTakenOver>().FirstOrDefault()?.Case.Application is { IsOpen: true } second
            && second.Number != after.Application?.Number
        )
        {
            // Both numbers had an open application: one person has one, and the second must not wait in a list for ever.
            return new ApplicationRow(IsNew: false, second, CountingUnits.Of(second.Office, offices), EnteredInError: true);
        }

        if (after.Application is not { } application || application == before.Application)
            return null;
        var isNew = events.Any(e => e is ApplicationSubmitted submitted && submitted.Application.Number == application.Number);
        return new ApplicationRow(isNew, application, CountingUnits.Of(application.Office, offices), EnteredInError: false);
    }

    /// <summary>The registrations that came, changed, ended or left.</summary>
    public static IReadOnlyList<RegistrationRow> Registrations(
        PersonRecord before,
        PersonRecord after,
        IReadOnlyList<PersonEvent> events,
        OfficeDirectory offices
    )
    {
        if (before.Registration == after.Registration && ReferenceEquals(before.Past, after.Past))
            return [];

        var was = Rows(before, offices);
        var now = Rows(after, offices);
        var rows = new List<RegistrationRow>();
        foreach (var (number, row) in now)
        {
            if (was.TryGetValue(number, out var old) && old == row)
                continue;
            rows.Add(row with { IsNew = events.Any(e => NewIn(e) == number) });
        }

        var gone = events.Any(e => e is EnteredInError or ImportUndone)
            ? RegistrationRowStatus.EnteredInError
            : RegistrationRowStatus.Moving;
        rows.AddRange(was.Where(old => !now.ContainsKey(old.Key)).Select(old => old.Value with { Status = gone }));
        return rows;
    }

    /// <summary>The number that an event gave to a registration; null where it gave none.</summary>
    private static RegistrationNumber? NewIn(PersonEvent change) =>
        change switch
        {
            Registered e => e.Registration.Number,
            RegistrationImported e => e.Registration.Number,
            PastRegistrationImported e => e.Past.Number,
            _ => null,
        };

    /// <summary>By what the person is found; null when that did not change.</summary>
    public static SearchRow? Search(PersonRecord before, PersonRecord after, OfficeDirectory offices)
    {
        var row = SearchOf(after, offices);
        return row == SearchOf(before, offices) ? null : row;
    }

    private static SearchRow SearchOf(PersonRecord record, OfficeDirectory offices)
    {
        if (record.Identity is not { } identity || record.AliasOf is not null)
            return new SearchRow(null, null, null, null, Active: false);
        var office = CaseScope.OfficeOf(record);
        return new SearchRow(
            identity.Name,
            record.Details?.Telephone,
            office,
            office is null ? null : CountingUnits.Of(office, offices),
            record.Registration is not null
        )
        {
            Identity = identity,
            Address = record.Details?.Address,
        };
    }

    private static Dictionary<RegistrationNumber, RegistrationRow> Rows(PersonRecord record, OfficeDirectory offices)
    {
        var rows = new Dictionary<RegistrationNumber, RegistrationRow>();
        foreach (var past in record.Past)
        {
            var status = past.Ending switch
            {
                PastEnding.Exited => RegistrationRowStatus.Exited,
                PastEnding.BecameOrdinary => RegistrationRowStatus.BecameOrdinary,
                PastEnding.Duplicate => RegistrationRowStatus.Duplicate,
                PastEnding.Revoked => RegistrationRowStatus.Revoked,
                _ => throw new InvalidOperationException($"No row for the ending {past.Ending}."),
            };
            rows[past.Number] = new RegistrationRow(
                IsNew: false,
                past.Registration,
                CountingUnits.Of(past.Registration.Office, offices),
                status,
                past.Exit,
                past.EndedOn
            );
        }

        if (record.Registration is { } active)
        {
            rows[active.Number] = new RegistrationRow(
                IsNew: false,
                active,
                CountingUnits.Of(active.Office, offices),
                RegistrationRowStatus.Active,
                Exit: null,
                EndedOn: null
            );
        }

        return rows;
    }
}
