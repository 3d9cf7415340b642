using System.Text.Json;
using CsCheck;
using Grid.Domain.Regions;
using Grid.Testing;

namespace Grid.Domain.Tests.Regions;

public sealed class RegionCodeTests
{
    private static readonly Gen<RegionCode> Any = Gen.Select(
            Gen.Int[11, 99],
            Gen.Int[0, 99],
            Gen.Int[0, 99],
            Gen.Int[1, 999],
            Gen.Int[1, 999],
            Gen.Int[0, 4]
        )
        .Select((p, c, n, t, v, level) => $"{p:00}{c:00}{(c == 0 ? 0 : n):00}{t:000}{v:000}"[..new[] { 2, 4, 6, 9, 12 }[level]])
        .Where(text => RegionCode.TryParse(text, out _))
        .Select(RegionCode.Parse);

    [Theory]
    [InlineData("36", "360000", RegionLevel.Province, "36", null)]
    [InlineData("360000", "360000", RegionLevel.Province, "36", null)]
    [InlineData("3601", "360100", RegionLevel.City, "3601", "360000")]
    [InlineData("360100", "360100", RegionLevel.City, "3601", "360000")]
    [InlineData("360102", "360102", RegionLevel.County, "360102", "360100")]
    [InlineData("360102002", "360102002", RegionLevel.Town, "360102002", "360102")]
    [InlineData("360102002001", "360102002001", RegionLevel.Community, "360102002001", "360102002")]
    [InlineData("441900", "441900", RegionLevel.City, "4419", "440000")]
    [InlineData("441900003", "441900003", RegionLevel.Town, "441900003", "441900")]
    [InlineData("441900003001", "441900003001", RegionLevel.Community, "441900003001", "441900003")]
    [InlineData("620201", "620201", RegionLevel.County, "620201", "620200")]
    [InlineData("419001", "419001", RegionLevel.County, "419001", "419000")]
    public void Canonical_form_level_prefix_and_parent(string text, string value, RegionLevel level, string prefix, string? parent)
    {
        var code = RegionCode.Parse(text);
        Assert.Equal(value, code.Value);
        Assert.Equal(level, code.Level);
        Assert.Equal(prefix, code.Prefix);
        Assert.Equal(parent, code.Parent?.Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("360")]
    [InlineData("36010")]
    [InlineData("3601020")]
    [InlineData("36010200200")]
    [InlineData("3601020020011")]
    [InlineData("36010x")]
    [InlineData("３６０１０２")]
    [InlineData(" 360102")]
    [InlineData("360102 ")]
    [InlineData("-60102")]
    [InlineData("060102")]
    [InlineData("100000")]
    [InlineData("3600")]
    [InlineData("360002")]
    [InlineData("360102000")]
    [InlineData("360102002000")]
    public void What_is_no_code(string? text)
    {
        Assert.False(RegionCode.TryParse(text, out _));
        Assert.Throws<FormatException>(() => RegionCode.Parse(text!));
    }

    [Theory]
    [InlineData("360000000000", "360000")]
    [InlineData("360100000000", "360100")]
    [InlineData("360102000000", "360102")]
    [InlineData("360102002000", "360102002")]
    [InlineData("360102002001", "360102002001")]
    [InlineData("441900000000", "441900")]
    [InlineData("441900003000", "441900003")]
    public void The_padded_form_of_the_statistics_bureau(string padded, string code)
    {
        Assert.True(RegionCode.TryParsePadded(padded, out var read));
        Assert.Equal(code, read.Value);
    }

    [Theory]
    [InlineData("360102")]
    [InlineData("360002000000")]
    [InlineData("x60102002001")]
    public void What_is_no_padded_form(string text) => Assert.False(RegionCode.TryParsePadded(text, out _));

    [Theory]
    [InlineData("360102002001", "360000", true)]
    [InlineData("360102002001", "360100", true)]
    [InlineData("360102002001", "360102002001", true)]
    [InlineData("360102", "360102002", false)]
    [InlineData("360102", "360121", false)]
    [InlineData("361000", "360100", false)]
    [InlineData("441900003001", "441900", true)]
    [InlineData("442000", "441900", false)]
    public void Within(string code, string ancestor, bool within) =>
        Assert.Equal(within, RegionCode.Parse(code).IsWithin(RegionCode.Parse(ancestor)));

    [Fact]
    public void A_code_is_within_exactly_itself_and_those_above() =>
        Gen.Select(Any, Any)
            .Check(
                (a, b) =>
                {
                    Assert.Equal(a.SelfAndAbove().Contains(b), a.IsWithin(b));
                    Assert.All(a.SelfAndAbove(), above => Assert.True(a.IsWithin(above)));
                    Assert.Equal(a.Province, a.SelfAndAbove().Last());
                    Assert.Equal(a.Value == b.Value, a.IsWithin(b) && b.IsWithin(a));
                }
            );

    [Fact]
    public void Each_step_up_is_a_higher_level() =>
        Any.Check(code =>
        {
            var levels = code.SelfAndAbove().Select(c => (int)c.Level).ToList();
            Assert.Equal(levels.OrderDescending().Distinct(), levels);
            Assert.Equal(RegionLevel.Province, code.SelfAndAbove().Last().Level);
        });

    [Fact]
    public void It_is_a_text_in_JSON_and_as_a_key() =>
        Any.Check(code =>
        {
            Assert.Equal($"\"{code.Value}\"", JsonSerializer.Serialize(code));
            Assert.Equal(code, JsonSerializer.Deserialize<RegionCode>(JsonSerializer.Serialize(code)));
            var map = new Dictionary<RegionCode, int> { [code] = 1 };
            Assert.Equal(map, JsonSerializer.Deserialize<Dictionary<RegionCode, int>>(JsonSerializer.Serialize(map)));
        });

    [Theory]
    [InlineData("360102")]
    [InlineData("\"3601\\u00e9\"")]
    [InlineData("null")]
    [InlineData("\"\"")]
    public void Other_JSON_is_refused(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<RegionCode>(json));

    [Fact]
    public void Default_is_no_code() => Assert.Throws<InvalidOperationException>(() => default(RegionCode).Value);
}
