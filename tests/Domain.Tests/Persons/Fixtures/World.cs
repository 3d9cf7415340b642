using System.Text;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Data;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Domain.Tests.Calendar;
using Grid.Domain.Tests.Identity;
using Grid.Domain.Tests.Persons.Matching;
using Grid.Domain.Tests.Regions;
using Grid.Testing;

namespace Grid.Domain.Tests.Persons;

/// <summary>Offices, people and values that the tests of a person's life share.</summary>
internal static class World
{
    public const string Urban = "98010200101";
    public const string OtherUrban = "98190000301";
    public const string Rural = "98010220020001";

    /// <summary>In a county directly under the province.</summary>
    public const string Lone = "98900110001";

    public static readonly OfficeDirectory Offices = MiniProvince.Desks;

    /// <summary>The tables that ship, and years beyond them: random lives are long.</summary>
    public static readonly WorkingCalendars Calendars = new(Tables.Shipped.WithProvisionalThrough(2040));

    /// <summary>
    /// Confirmed by a province: employment (with the right name), pensions and deaths end a registration at once, the others do not.
    /// </summary>
    public static readonly MatchingSources Sources = MatchingSources.Parse(
        new DataFile("matching/sources.json", Encoding.UTF8.GetBytes(MatchingFile.Confirmed))
    );

    public static readonly Actor Feed = new("matching", Role.MatchingFeed, null);

    public static readonly Actor BenefitSystem = new("benefit-system", Role.BenefitSystem, null);
    public static readonly Actor HardshipSystem = new("hardship-system", Role.CivilAffairs, null);

    public static readonly Actor Clerk = new("clerk-1", Role.Clerk, Urban);
    public static readonly Actor Applicant = new("applicant", Role.Applicant, null);
    public static readonly Actor SecondClerk = new("clerk-2", Role.Clerk, Urban);
    public static readonly Actor OtherClerk = new("clerk-3", Role.Clerk, OtherUrban);
    public static readonly Actor RuralClerk = new("clerk-4", Role.Clerk, Rural);
    public static readonly Actor Supervisor = new("supervisor-1", Role.Supervisor, "98000001");
    public static readonly Actor OtherSupervisor = new("supervisor-3", Role.Supervisor, "98000001");
    public static readonly Actor CountySupervisor = new("supervisor-2", Role.Supervisor, "98010201");

    /// <summary>A moment in China, written without its offset.</summary>
    public static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text + "+08:00", System.Globalization.CultureInfo.InvariantCulture);

    public static DateOnly Day(string text) => Tables.Day(text);

    public static IdentityNumber Citizen(int sequence = 1, string birth = "19850612") =>
        CitizenNumbers.Of(DateOnly.ParseExact(birth, "yyyyMMdd", null), sequence);

    /// <summary>A foreigner's card of 2023: begins with 9.</summary>
    public static IdentityNumber Foreigner(int sequence = 1) =>
        IdentityNumber.Parse(CitizenNumbers.Complete($"93615619850612{sequence:D3}"));

    public static IdentityNumber Permit(int sequence = 1) => IdentityNumber.Parse(CitizenNumbers.Complete($"81000019850612{sequence:D3}"));

    /// <summary>A made-up key; the real one is a keyed hash.</summary>
    public static PersonId IdOf(int n) => new((UInt128)(ulong)n + 1000);

    public static PersonDetails Details(string telephone = "13800138000") =>
        new()
        {
            Telephone = TelephoneNumber.Parse(telephone),
            Address = "样省甲市东区河街道一号",
            Health = "1",
            Education = "21",
        };

    public static SubmitApplication Application(IdentityNumber number, DateTimeOffset now, string office = Urban) =>
        new()
        {
            Number = number,
            Name = PersonName.Parse("欧阳测试"),
            BirthDate = number.BirthDate,
            Sex = number.Sex,
            Channel = ApplicationChannel.Offline,
            Office = office,
            Ground = PlaceGround.HabitualResidence,
            ByReference = number.IsHongKongMacaoTaiwan ? ByReferenceGroup.HongKongMacaoTaiwanResident : null,
            Reason = UnemploymentReason.Resigned,
            UnemployedOn = ChinaTime.DateOf(now).AddDays(-20),
            JobWishes = [CodeLists.BuiltIn[CodeListIds.JobWish].Entries[0].Code],
            Commitment = new Commitment("2026-01", now),
            Details = Details(),
        };

    public static Evidence Hand(string note = "人工核查:与本人核对一致") => new() { Basis = EvidenceBasis.ManualCheck, Note = note };

    public static Evidence Match(DateTimeOffset at, string source = "公安人口库") =>
        new()
        {
            Basis = EvidenceBasis.DataMatch,
            Source = source,
            MatchedAt = at,
        };

    public static Evidence Word(string? note = null) => new() { Basis = EvidenceBasis.PersonDeclaration, Note = note };

    public static OwnStatement Said(DateTimeOffset at, string words = "我不打算再找工作了") =>
        new(Domain.Persons.ContactChannel.FaceToFace, at, words);
}
