using System.Globalization;
using CsvHelper;
using Grid.Api.Importing.Reading;
using Grid.Api.Importing.Reading.Columns;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Domain.Codes;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;

namespace Grid.Api.Ledger;

/// <summary>
/// Registrations as CSV, in the columns of an import of registrations that the register keeps: another register that imports the file with
/// the table <c>current</c> has the same registrations. One line for the active registration and for each that ended by an exit; a
/// by-reference case that became an ordinary one, a duplicate and one that was revoked are none that another register needs.
/// </summary>
internal sealed class RegistrationFile : IExportFile
{
    public const string Type = "text/csv";

    private static readonly IReadOnlyList<(ImportColumn Column, Func<Line, string?> Text)> Columns =
    [
        (ImportColumns.IdentityNumber, line => line.Person.Number.Value),
        (ImportColumns.Name, line => line.Person.Name.Value),
        (ImportColumns.BirthDate, line => Day(line.Person.BirthDate)),
        (ImportColumns.Sex, line => Code(CodeListIds.Sex, line.Person.Sex)),
        (ImportColumns.RegistrationNumber, line => line.Registration.Number.Value),
        (ImportColumns.LegacyNumber, line => line.Registration.Imported?.Number),
        (ImportColumns.Office, line => line.Registration.Office),
        (ImportColumns.RegisteredOn, line => Day(line.Registration.RegisteredOn)),
        (ImportColumns.Reason, line => Code<UnemploymentReason>(CodeListIds.UnemploymentReason, line.Registration.Reason)),
        (ImportColumns.OtherReason, line => line.Registration.OtherReason),
        (ImportColumns.UnemployedOn, line => Day(line.Registration.UnemployedOn)),
        (ImportColumns.Ground, line => Code<PlaceGround>(CodeListIds.PlaceGround, line.Registration.Ground)),
        (ImportColumns.ByReference, line => Code(CodeListIds.ByReferenceGroup, line.Registration.ByReference)),
        (ImportColumns.Channel, line => Code<ApplicationChannel>(CodeListIds.Channel, line.Registration.Channel)),
        (ImportColumns.PlatformNumber, line => line.PlatformNumber?.Value),
        (ImportColumns.JobWishes, line => string.Join(';', line.Registration.JobWishes)),
        (ImportColumns.EmployerName, line => line.FormerEmployer?.Name),
        (ImportColumns.EmployerCode, line => line.FormerEmployer?.CreditCode?.Value),
        (ImportColumns.Telephone, line => line.Record.Details?.Telephone?.Value),
        (ImportColumns.Address, line => line.Record.Details?.Address),
        (ImportColumns.Health, line =>
            line.Record.Details?.Health is { } health && health != PersonDetails.HealthNotRecorded ? health : null
        ),
        (ImportColumns.DisabilityGrade, line => line.Record.Details?.DisabilityGrade),
        (ImportColumns.Education, line => line.Record.Details?.Education),
        (ImportColumns.EthnicGroup, line => line.Record.Details?.EthnicGroup),
        (ImportColumns.HukouNature, line => line.Record.Details?.HukouNature),
        (ImportColumns.HukouRegion, line => line.Record.Details?.HukouRegion),
        (ImportColumns.HardshipCategory, line =>
            line.Registration.Service.Hardship is { } recognised ? string.Join(';', recognised.Categories) : null
        ),
        (ImportColumns.HardshipFrom, line => Day(line.Registration.Service.Hardship?.From)),
        (ImportColumns.HardshipTo, line => Day(line.Registration.Service.Hardship?.To)),
        (ImportColumns.LastReachedOn, line => Day(line.Registration.Service.LastReachedOn)),
        (ImportColumns.ExitedOn, line => Day(line.Exit?.On)),
        (ImportColumns.ExitReason, line => Code(CodeListIds.ExitReason, line.Exit?.Reason)),
        (ImportColumns.ExitOtherReason, line => line.Exit?.OtherReason),
        (ImportColumns.NewEmployerName, line => line.Exit?.Employer?.Name),
        (ImportColumns.NewEmployerCode, line => line.Exit?.Employer?.CreditCode?.Value),
    ];

    private readonly MemoryStream bytes = new();
    private readonly LedgerMark mark;
    private readonly CsvWriter csv;

    public RegistrationFile(LedgerMark mark, Language language)
    {
        this.mark = mark;
        csv = CsvWriter.Create(bytes, ImportReport.ForOfficePrograms, leaveOpen: true);
        var isChinese = language == Language.Chinese;
        csv.WriteRecord([.. Columns.Select(one => isChinese ? one.Column.Zh : one.Column.En), isChinese ? "导出编号" : "Export"]);
    }

    public string Name => $"registrations-{mark.Number}.csv";

    public string ContentType => Type;

    public void Add(PersonRecord record, int place)
    {
        if (record.Identity is not { } identity)
            return;
        foreach (var past in record.Past.Where(past => past is { Ending: PastEnding.Exited, Exit: not null }))
            Write(new Line(record, identity, past.Registration, past.Exit));
        if (record.Registration is { } active)
            Write(new Line(record, identity, active, Exit: null));
    }

    public byte[] Finish(int persons)
    {
        csv.Dispose();
        return bytes.ToArray();
    }

    public void Dispose()
    {
        csv.Dispose();
        bytes.Dispose();
    }

    private void Write(Line line) =>
        csv.WriteRecord([.. Columns.Select(one => (Given(one.Column, line) ?? one.Text(line)) ?? ""), mark.Number]);

    /// <summary>What could not be in its field, as it was given: the other register keeps it in the same way.</summary>
    private static string? Given(ImportColumn column, Line line) =>
        column.Side is { } side ? UnverifiedData.Given(line.Record.Details?.Unverified, side) : null;

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Code<TEnum>(string list, TEnum? member)
        where TEnum : struct, Enum => member is { } one ? ListCodes.Of(list, one) : null;

    private sealed record Line(PersonRecord Record, PersonIdentity Person, Registration Registration, ExitDetails? Exit)
    {
        /// <summary>The application that led to the registration, where the record still has it.</summary>
        private Application? Application => Record.Application is { } one && one.Number == Registration.Application ? one : null;

        public FormerEmployer? FormerEmployer => Registration.Imported?.FormerEmployer ?? Application?.FormerEmployer;

        public PlatformApplicationNumber? PlatformNumber => Registration.Imported?.PlatformNumber ?? Application?.PlatformNumber;
    }
}
