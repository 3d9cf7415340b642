using System.Text.Json;
using Grid.Api.Importing.Reading;
using Grid.Api.Importing.Reading.Rows;
using Grid.Domain.Persons;
using Grid.Testing;

namespace Grid.Api.Tests.Importing.Reading;

/// <summary>One JSON object a line.</summary>
public sealed class NdjsonReadingTests
{
    private static string Line(int serial, params (string Name, object? Value)[] more)
    {
        var members = new Dictionary<string, object?>
        {
            ["identityNumber"] = CitizenNumbers.Of(serial).Value,
            ["contactedOn"] = "2026-01-05T14:30:00+08:00",
            ["contactChannel"] = "telephone",
            ["contactOutcome"] = 1,
        };
        foreach (var (name, value) in more)
            members[name] = value;
        return JsonSerializer.Serialize(members) + "\n";
    }

    private static Task<List<ImportRow>> ReadAsync(params IEnumerable<string> lines) =>
        Files.ReadAsync(string.Concat(lines), FileKind.FollowUps);

    [Fact]
    public async Task Objects_are_rows()
    {
        var rows = await ReadAsync(
            Line(1, ("wishes", new[] { "1", "3" }), ("note", "已电话联系"), ("skill", null)),
            "\r\n",
            Line(2).Trim()
        );
        Assert.Empty(rows.Faults());
        Assert.Equal([1, 3], rows.Select(row => row.Row));
        var row = Assert.IsType<FollowUpRow>(rows[0].Value);
        Assert.Equal((ContactChannel.Telephone, ContactOutcome.Reached, "已电话联系"), (row.Channel, row.Outcome, row.Note));
        Assert.Equal(["1", "3"], row.Wishes);
        Assert.Equal(new DateTimeOffset(2026, 1, 5, 14, 30, 0, TimeSpan.FromHours(8)), row.At.Moment);
    }

    [Fact]
    public async Task A_number_keeps_its_digits()
    {
        string Of(string number) => $"{{\"identityNumber\":{number},\"contactedOn\":20260105,\"contactChannel\":1,\"contactOutcome\":1}}\n";
        var number = CitizenNumbers.Of(5).Value;
        Assert.DoesNotContain('X', number);
        var rows = await ReadAsync(Of(number), Of("3.69999E+17"));
        Assert.Equal(["2:identityNumber:lostDigits"], rows.Faults());
        Assert.Equal(number, ((FollowUpRow)rows[0].Value!).Person.Number.Value);
    }

    [Theory]
    [InlineData("{\"identityNumber\":", "malformedJson")]
    [InlineData("{} {}", "malformedJson")]
    [InlineData("nothing", "malformedJson")]
    [InlineData("{\"note\":{\"a\":1}}", "malformedJson")]
    [InlineData("{\"note\":[1]}", "malformedJson")]
    [InlineData("{\"note\":\"\\ud800\"}", "badEncoding")]
    public async Task A_line_that_is_no_object_is_rejected_alone(string line, string code)
    {
        var rows = await ReadAsync(Line(1), line + "\n", Line(2));
        Assert.Equal([$"2::{code}"], rows.Faults());
        Assert.NotNull(rows[2].Value);
    }

    [Fact]
    public async Task Unknown_and_repeated_members_reject_the_row()
    {
        var rows = await ReadAsync(Line(1, ("张三", 1)), Line(2, ("联系方式", "1")), Line(3, ("序号", 3)));
        Assert.Equal(["1::unknownMember", "2:contactChannel:duplicate"], rows.Faults());
        Assert.Equal([false, false, true], rows.Select(row => row.Value is not null));
    }

    [Fact]
    public async Task What_is_missing_is_named()
    {
        Assert.Equal(
            ["1:contactedOn:required", "1:contactChannel:required", "1:contactOutcome:required"],
            (await ReadAsync($"{{\"identityNumber\":\"{CitizenNumbers.Of(1).Value}\"}}")).Faults()
        );
    }

    [Fact]
    public async Task A_line_of_ten_megabytes_ends_the_reading()
    {
        var rows = await ReadAsync(Line(1), Line(2, ("note", new string('a', 10_000_000))), Line(3));
        Assert.Equal(["2::recordTooLong"], rows.Faults());
        Assert.True(rows[^1].EndsFile);
    }

    [Theory]
    [MemberData(nameof(CsvReadingTests.Encodings), MemberType = typeof(CsvReadingTests))]
    public async Task Every_encoding_in_use_is_read(string name)
    {
        var text =
            $"{{\"证件号码\":\"{CitizenNumbers.Of(1).Value}\",\"联系时间\":\"2026年1月5日\",\"联系方式\":\"电话\",\"联系结果\":\"已联系上\",\"备注\":\"好\"}}\n";
        var rows = await Files.ReadAsync(CsvReadingTests.Encoded(text, name), FileKind.FollowUps);
        Assert.Empty(rows.Faults());
        Assert.Equal("好", ((FollowUpRow)rows[0].Value!).Note);
    }
}
