using Grid.Api.Importing.Reading.Rows;
using Grid.Domain.Codes;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Importing;

namespace Grid.Api.Importing;

/// <summary>A row of a file as the command to import it.</summary>
internal static class ImportedRegistrations
{
    public static ImportCases Of(RegistrationRow row, int number, Import import) =>
        new()
        {
            Number = row.Person.Number,
            Name = row.Name,
            BirthDate = row.BirthDate,
            Sex = row.Sex,
            Details = DetailsOf(row),
            Import = new ImportOrigin(import.Id, import.BaselineOn),
            Cases =
            [
                new CaseToImport
                {
                    Row = number,
                    LegacyNumber = row.Person.LegacyNumber ?? row.Person.Registration?.Value,

                    // What is over stays where it was; what is current is where its cases are today.
                    Office = row.Exit is null ? row.OfficeToday : row.Office,
                    Ground = row.Ground,
                    ByReference = row.ByReference,
                    Channel = row.Channel ?? ApplicationChannel.Offline,
                    Reason = row.Reason,
                    OtherReason = row.Reason == UnemploymentReason.Other ? row.OtherReason ?? "旧系统未记载" : null,
                    UnemployedOn = row.UnemployedOn,
                    JobWishes = row.JobWishes,
                    RegisteredOn = row.RegisteredOn,
                    FormerEmployer = row.FormerEmployer,
                    PlatformNumber = row.PlatformNumber,
                    LastReachedOn = row.LastReachedOn,
                    Hardship = row.Hardship is { From: { } from } hardship
                        ? HardshipRecognition.Of(hardship.Categories, from, hardship.To)
                        : null,
                    Exit = row.Exit is { } exit ? ExitOf(exit) : null,
                },
            ],
        };

    private static PersonDetails DetailsOf(RegistrationRow row) =>
        new()
        {
            Telephone = row.Details.Telephone,
            Address = row.Details.Address,
            Health = row.Details.Health ?? PersonDetails.HealthNotRecorded,
            DisabilityGrade = row.Details.DisabilityGrade,
            Education = row.Details.Education,
            EthnicGroup = row.Details.EthnicGroup,
            HukouNature = row.Details.HukouNature,
            HukouRegion = row.Details.HukouRegion,
            Unverified = row.Unverified.Count == 0 ? null : row.Unverified,
        };

    /// <summary>A reason that closes nothing today (79/2020 (四)) did so once: it is "other", with the code that it had.</summary>
    private static ExitToImport ExitOf(ImportedExit exit) =>
        (
            exit.Reason is { } reason and not ExitReason.Other
                ? new ExitToImport(reason, exit.On, null)
                : new ExitToImport(ExitReason.Other, exit.On, exit.OtherReason ?? $"旧系统退出原因代码 {exit.Code}")
        ) with
        {
            Employer = exit.Employer,
        };
}
