using Grid.Api.Importing.Reading.Rows;
using Grid.Domain.Codes;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Importing;

namespace Grid.Api.Importing;

/// <summary>A row of a file of follow-ups, services or exits as the command to import it.</summary>
internal static class ImportedHistory
{
    /// <param name="row">The row.</param>
    /// <param name="number">Its number in the file.</param>
    /// <param name="import">Of which import.</param>
    /// <param name="now">A contact of today without a time was not at noon, if noon is ahead.</param>
    public static ImportHistory Of(FollowUpRow row, int number, Import import, DateTimeOffset now)
    {
        var at = row.At.Moment;
        return Of(
            row.Person,
            import,
            new HistoryToImport
            {
                Row = number,
                Contact = new RecordContact
                {
                    At = row.At.Time is null && at > now && at.Date == now.ToOffset(at.Offset).Date ? now : at,
                    Channel = row.Channel,
                    Outcome = row.Outcome,
                    Note = row.Note,
                    Skill = row.Skill,
                    Wishes = row.Wishes,
                },
                Unverified = row.Unverified,
            }
        );
    }

    public static ImportHistory Of(ServiceRow row, int number, Import import) =>
        Of(row.Person, import, new HistoryToImport { Row = number, Service = new RecordService(row.Item, row.Result, row.On, row.Note) });

    public static ImportHistory Of(ExitRow row, int number, Import import)
    {
        var exit = row.Exit;
        return Of(
            row.Person,
            import,
            new HistoryToImport
            {
                Row = number,
                Exit = new ExitDetails
                {
                    Reason = exit.Reason!.Value,
                    On = exit.On,
                    OtherReason = exit.OtherReason,
                    Evidence = exit.Evidence!,
                    Statement = exit.Statement,
                    Employer = exit.Employer,
                    Unverified = exit.Unverified.Count == 0 ? null : exit.Unverified,
                },
            }
        );
    }

    private static ImportHistory Of(PersonKey person, Import import, HistoryToImport row) =>
        new()
        {
            Name = person.Name,
            Import = new ImportOrigin(import.Id, null),
            Rows = [row with { Registration = person.Registration, LegacyNumber = person.LegacyNumber }],
        };
}
