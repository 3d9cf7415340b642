using Grid.Domain.Calendar;
using Grid.Domain.Data;

namespace Grid.Domain.Tests.Calendar;

public sealed class CalendarFileTests
{
    private const string Good =
        """{"year":2026,"region":"CN","status":"official","published":"2025-11-04","notice":"n","off":["2026-01-01"],"worked":["2026-01-04"]}""";

    [Fact]
    public void A_good_file() => Assert.Equal(Tables.Day("2026-01-04"), Assert.Single(Read("calendar/CN/2026.json", Good).All).Worked[0]);

    [Theory]
    [InlineData("2026-01-01", "2026-02-30", "off[0]: '2026-02-30' is no date")]
    [InlineData("2026-01-01", "2026/01/01", "off[0]: '2026/01/01' is no date")]
    [InlineData("2026-01-01", "2027-01-01", "off[0]: 2027-01-01 lies outside 2026")]
    [InlineData("2026-01-01", "2025-11-30", "off[0]: 2025-11-30 lies outside 2026")]
    [InlineData("2026-01-01", "2026-01-04", "worked[0]: 2026-01-04 is already at off[0]")]
    [InlineData("[\"2026-01-01\"]", "[\"2026-01-01\",\"2026-01-01\"]", "off[1]: 2026-01-01 is already at off[0]")]
    [InlineData("[\"2026-01-01\"]", "[20260101]", "off[0]: '20260101' is no date")]
    [InlineData("[\"2026-01-01\"]", "\"2026-01-01\"", "off: must be a list")]
    [InlineData("2026-01-04", "2026-01-05", "worked[0]: 2026-01-05 is no Saturday or Sunday")]
    [InlineData("\"official\"", "\"final\"", "status: 'final' must be official or provisional")]
    [InlineData("\"published\":\"2025-11-04\",", "", "published: missing")]
    [InlineData("\"notice\":\"n\",", "", "notice: missing")]
    [InlineData("\"CN\"", "\"3\"", "region: '3' must be CN or the 2, 4 or 6 leading digits")]
    [InlineData("\"CN\"", "\"450100\"", "region: '450100' must be CN or the 2, 4 or 6 leading digits")]
    [InlineData("2026,", "2025,", "the file says CN/2025.json")]
    [InlineData("2026,", "\"2026\",", "year: must be a whole number")]
    [InlineData("2026,", "1949,", "year: 1949 is outside")]
    [InlineData("\"off\"", "\"offf\"", "offf: unknown field")]
    [InlineData("\"off\"", "\"worked\"", "worked: given twice")]
    [InlineData("}", "", "not valid JSON")]
    public void What_is_wrong_is_named_with_its_place(string part, string instead, string error)
    {
        var problem = Assert.Throws<DataFileException>(() =>
            Read("calendar/CN/2026.json", Good.Replace(part, instead, StringComparison.Ordinal))
        );
        Assert.Contains(problem.Errors, e => e.Contains(error, StringComparison.Ordinal));
        Assert.Equal("calendar/CN/2026.json", problem.File);
    }

    [Fact]
    public void A_byte_order_mark_does_no_harm() => Assert.Single(Read("CN/2026.json", "\uFEFF" + Good).All);

    [Fact]
    public void All_errors_come_at_once()
    {
        var file = Good.Replace("2026-01-01", "x", StringComparison.Ordinal).Replace("official", "y", StringComparison.Ordinal);
        Assert.Equal(2, Assert.Throws<DataFileException>(() => Read("calendar/CN/2026.json", file)).Errors.Count);
    }

    [Fact]
    public void December_of_the_year_before_may_be_named_but_not_contradicted()
    {
        var year2025 = Tables.Year("CN", 2025, "", "2025-12-28");
        Assert.False(Country(year2025, Tables.Year("CN", 2026, "2025-12-31", "")).IsWorkingDay(Tables.Day("2025-12-31")));
        Assert.Throws<DataFileException>(() => Country(year2025, Tables.Year("CN", 2026, "2025-12-28", "")));
    }

    [Fact]
    public void A_table_twice_is_refused() =>
        Assert.Throws<DataFileException>(() =>
            CalendarTables.Of([Tables.Year("CN", 2026, "", ""), Tables.Year("CN", 2026, "2026-01-01", "")])
        );

    [Fact]
    public void The_version_is_that_of_the_content()
    {
        var other = Good.Replace(",\"off\"", " , \"off\"", StringComparison.Ordinal);
        var changed = Good.Replace("2026-01-01", "2026-01-02", StringComparison.Ordinal);
        Assert.Equal(Read("CN/2026.json", Good).Version, Read("a/CN/2026.json", other).Version);
        Assert.NotEqual(Read("CN/2026.json", Good).Version, Read("CN/2026.json", changed).Version);
        Assert.Matches("^[0-9a-f]{16}$", Tables.Shipped.Version);
    }

    private static CalendarTables Read(string name, string json) => CalendarTables.Parse([Tables.File(name, json)]);

    private static WorkingCalendar Country(params CalendarYear[] tables) => new WorkingCalendars(CalendarTables.Of(tables)).Country;
}
