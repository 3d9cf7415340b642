using System.Globalization;
using CsCheck;
using Grid.Api.Importing.Reading.Formats;
using Grid.Api.Importing.Reading.Rows;

namespace Grid.Api.Tests.Importing.Reading;

/// <summary>Days as people and programs write them.</summary>
public sealed class CellDaysTests
{
    private static readonly DateOnly First = new(1900, 1, 2);
    private static readonly DateOnly Last = new(2099, 12, 31);

    [Fact]
    public void Every_day_is_read_in_every_form() =>
        Gen.Int[First.DayNumber, Last.DayNumber]
            .Select(DateOnly.FromDayNumber)
            .Sample(day =>
            {
                foreach (
                    var format in (string[])
                        [
                            "yyyy-MM-dd",
                            "yyyy/M/d",
                            "yyyyMMdd",
                            "yyyy年M月d日",
                            "yyyy.MM.dd",
                            "yyyy-MM-dd 00:00:00",
                            "yyyy-MM-ddT08:30:00",
                            "yyyy年MM月dd日 8时30分",
                        ]
                )
                {
                    var text = day.ToDateTime(TimeOnly.MinValue).ToString(format, CultureInfo.InvariantCulture);
                    Assert.True(CellDays.TryRead(new Cell(text, CellKind.Text), from1904: false, out var value, out _), text);
                    Assert.Equal(day, value.Day);
                }

                var serial = day.ToDateTime(TimeOnly.MinValue).ToOADate() - (day < new DateOnly(1900, 3, 1) ? 1 : 0);
                var cell = new Cell(serial.ToString("R", CultureInfo.InvariantCulture), CellKind.DateNumber);
                Assert.True(CellDays.TryRead(cell, from1904: false, out var read, out _));
                Assert.Equal(day, read.Day);
            });

    [Theory]
    [InlineData("2026-01-05 14:30", "14:30:00")]
    [InlineData("2026/1/5 9:05:07", "09:05:07")]
    [InlineData("2026-01-05T06:30:00Z", "14:30:00")]
    [InlineData("2026-01-05T06:30:00.123+00:00", "14:30:00")]
    [InlineData("2026年1月5日14时30分", "14:30:00")]
    [InlineData("２０２６－０１－０５ １４：３０", "14:30:00")]
    public void The_time_is_that_of_China(string text, string time)
    {
        Assert.True(CellDays.TryRead(new Cell(text, CellKind.Text), from1904: false, out var value, out var fault), fault);
        Assert.Equal(new DateOnly(2026, 1, 5), value.Day);
        Assert.Equal(TimeOnly.Parse(time, CultureInfo.InvariantCulture), value.Time);
    }

    [Theory]
    [InlineData("1/5/2026", "ambiguousDate")]
    [InlineData("05-01-26", "ambiguousDate")]
    [InlineData("26-01-05", "ambiguousDate")]
    [InlineData("2026-01", "dateWithoutDay")]
    [InlineData("2026年1月", "dateWithoutDay")]
    [InlineData("202601", "dateWithoutDay")]
    [InlineData("46027", "dateAsSerial")]
    [InlineData("46027.5", "dateAsSerial")]
    [InlineData("2026-02-29", "noSuchDay")]
    [InlineData("2026-13-01", "noSuchDay")]
    [InlineData("20260230", "noSuchDay")]
    [InlineData("1900-01-01", "dayOutOfRange")]
    [InlineData("0001-01-01", "dayOutOfRange")]
    [InlineData("9999-12-31", "dayOutOfRange")]
    [InlineData("2026-01-05 25:00", "badDay")]
    [InlineData("2026-01-05T06:30:00+99:00", "badDay")]
    [InlineData("去年", "badDay")]
    [InlineData("2026-01-05-06", "badDay")]
    [InlineData("202601051", "badDay")]
    public void What_is_no_day_has_its_reason(string text, string code)
    {
        Assert.False(CellDays.TryRead(new Cell(text, CellKind.Text), from1904: false, out _, out var fault));
        Assert.Equal(code, fault);
    }
}
