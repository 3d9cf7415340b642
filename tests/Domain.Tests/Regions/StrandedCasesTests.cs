using Grid.Domain.Data;
using Grid.Domain.Regions;
using static Grid.Domain.Tests.Regions.MiniProvince;

namespace Grid.Domain.Tests.Regions;

public sealed class StrandedCasesTests
{
    private static readonly DateOnly Ended = Today.AddDays(-1);

    [Fact]
    public void Files_that_keep_everything_are_taken()
    {
        var reorganisation = new Reorganisation();
        Assert.True(reorganisation.TryEnd("98900110001", Ended, "98010201"));
        StrandedCases.ThrowIfAny(
            reorganisation.Offices,
            [Held("98900110001", "989001"), Held("98010201", "980102")],
            ["989001", "980102"],
            Today
        );
    }

    [Theory]
    [InlineData("98010299", "980102", 12, "98010299 is in no file, but holds 12 registrations, 3 applications and 5 duties")]
    [InlineData("98010203", "989001", 12, "98010203 would be counted in 980102, but has its figures in 989001, and holds 12 registrations")]
    [InlineData("98010203", "989001", 0, "98010203 would be counted in 980102, but has its figures in 989001")]
    public void What_would_be_stranded_is_named(string office, string leaf, long registrations, string error) =>
        Refused(Desks, Held(office, leaf) with { Registrations = registrations }, error);

    [Fact]
    public void An_office_that_once_counted_stays_in_the_files() =>
        Refused(Desks, new OfficeHolding("98010299", ["980102"], 0, 0, 0), "98010299 is in no file, but has figures in 980102");

    [Fact]
    public void An_office_with_cases_does_not_end_without_a_successor()
    {
        var offices = OfficesOf(
            Offices.Replace(
                "\"name\": \"东区二窗口\"",
                $"\"name\": \"东区二窗口\", \"to\": \"{Today.AddDays(30):yyyy-MM-dd}\"",
                StringComparison.Ordinal
            )
        );
        Refused(offices, Held("98010203", "980102"), "98010203 ends on 2026-12-22 without a successor that is there on 2026-12-23");
        StrandedCases.ThrowIfAny(offices, [new OfficeHolding("98010203", ["980102"], 0, 0, 0)], [], Today);
    }

    [Fact]
    public void A_county_with_cases_does_not_end_without_a_successor()
    {
        var tree = RegionsOf(
            MiniProvince.Regions.Replace("\"name\": \"直辖县\"", "\"name\": \"直辖县\", \"to\": \"2026-11-21\"", StringComparison.Ordinal)
        );
        var offices = OfficeDirectory.Parse(
            tree,
            new DataFile(
                "offices/98.json",
                System.Text.Encoding.UTF8.GetBytes(
                    Offices.Replace(
                        "\"name\": \"城关镇所\"",
                        "\"name\": \"城关镇所\", \"to\": \"2026-11-21\", \"successor\": \"98010201\"",
                        StringComparison.Ordinal
                    )
                )
            )
        );
        Refused(offices, Held("98900110001", "989001"), "989001100 ends without a successor, and 98900110001 holds 12 registrations");
    }

    [Fact]
    public void A_leaf_with_figures_stays_a_leaf()
    {
        var errors = Assert
            .Throws<DataFileException>(() => StrandedCases.ThrowIfAny(Desks, [], ["980100", "980199", "980102"], Today))
            .Errors;
        Assert.Contains(errors, e => e.Contains("980199 is in no file, but has figures", StringComparison.Ordinal));
        Assert.Contains(errors, e => e.Contains("980100 has figures of its own", StringComparison.Ordinal));
        Assert.Equal(2, errors.Count);
    }

    private static OfficeHolding Held(string office, string leaf) => new(office, [leaf], 12, 3, 5);

    private static void Refused(OfficeDirectory offices, OfficeHolding held, string error) =>
        Assert.Contains(Assert.Throws<DataFileException>(() => StrandedCases.ThrowIfAny(offices, [held], [], Today)).Errors, e =>
            e.Contains(error, StringComparison.Ordinal)
        );
}
