using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>Made-up registrations of an earlier system: of 2024, of 2025, and since January 2026.</summary>
internal static class EarlierRegistrations
{
    /// <summary>The command to import all three.</summary>
    /// <param name="number">Whose.</param>
    /// <param name="import">Of which import.</param>
    /// <param name="second">How the second one ended; null: hired.</param>
    public static ImportCases Three(IdentityNumber number, Guid import, ExitToImport? second = null) =>
        new()
        {
            Number = number,
            Name = PersonName.Parse("欧阳测试"),
            BirthDate = number.BirthDate,
            Sex = number.Sex,
            Details = World.Details(),
            Import = new ImportOrigin(import, null),
            Cases =
            [
                One(number, 1, "2024-05-20", new ExitToImport(ExitReason.Hired, World.Day("2024-09-01"), null)),
                One(number, 2, "2025-02-10", second ?? new ExitToImport(ExitReason.Hired, World.Day("2025-11-03"), null)),
                One(number, 3, "2026-01-12", null),
            ],
        };

    private static CaseToImport One(IdentityNumber number, int row, string registeredOn, ExitToImport? exit) =>
        new()
        {
            Row = row,
            LegacyNumber = $"A-{row}",
            Office = World.Urban,
            Ground = PlaceGround.HabitualResidence,
            ByReference = number.IsHongKongMacaoTaiwan ? ByReferenceGroup.HongKongMacaoTaiwanResident : null,
            Channel = ApplicationChannel.Offline,
            Reason = UnemploymentReason.Resigned,
            UnemployedOn = World.Day(registeredOn).AddDays(-5),
            RegisteredOn = World.Day(registeredOn),
            Exit = exit,
        };
}
