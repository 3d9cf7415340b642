using System.Reflection;
using System.Text.Json.Serialization;
using Grid.Domain.Persons;
using Grid.Storage.Chaining;
using Grid.Storage.Tests.Journal;
using Grid.Storage.Tests.Persons;
using Grid.Testing.Databases;

namespace Grid.Storage.Tests.Chaining;

/// <summary>What is written and what PostgreSQL gives back have the same bytes; what differs has others.</summary>
public sealed class RowBytesTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"b": 1, "a": {"z": [], "y": null, "long name": true}, "aa": false, "Z": "x"}""")]
    [InlineData("""{"n": [0, -1, 1.50, 100, 1e2, 1.5E+3, 0.0001, 12345678901234567890.123]}""")]
    [InlineData("""{"t": "样例\"\\\n\t/\u4e2d \u00e9 <>& 😀 \ud83d\ude00"}""")]
    [InlineData("""["a", ["b"], {"c": []}]""")]
    public async Task Jsonb_gives_back_the_same_bytes(string json)
    {
        var stored = await DatabaseCommands.ScalarAsync<string>(database.ApplicationConnectionString, "SELECT $1::jsonb::text", json);
        Assert.Equal(RowBytes.Begin().Json(json).Written.ToArray(), RowBytes.Begin().Json(stored).Written.ToArray());
    }

    /// <summary>
    /// MACs that were written years ago are over these bytes: members in the order of their UTF-16 code units, texts as UTF-8 without
    /// escapes.
    /// </summary>
    [Fact]
    public void The_bytes_of_a_document_never_change()
    {
        const string Document = """{"b":[1.50,{"y":null,"x":true}],"a\u0022":"\u4e2d\n","😀":false,"\uff5e":"样","Z":1e2}""";
        const string Expected =
            "000000006F00000005000000015A64000000033130300000000261227300000004E4B8AD0A000000016261000000026400000004312E35306F000000"
            + "0200000001787400000001796E00000004F09F98806600000003EFBD9E7300000003E6A0B7";
        Assert.Equal(Expected, Convert.ToHexString(RowBytes.Begin().Json(Document).Written));
    }

    [Fact]
    public void A_document_that_is_remembered_has_the_same_bytes()
    {
        const string Document = """{"unit":"360102","ground":2,"sex":1}""";
        var expected = RowBytes.Begin().Text("before").Json(Document).Text("after").Written.ToArray();
        for (var times = 0; times < 3; times++)
            Assert.Equal(expected, RowBytes.Begin().Text("before").FewJson(Document).Text("after").Written.ToArray());
        Assert.Equal(RowBytes.Begin().Json(null).Written.ToArray(), RowBytes.Begin().FewJson(null).Written.ToArray());
    }

    [Fact]
    public void Different_values_have_different_bytes()
    {
        byte[][] all =
        [
            Of(bytes => bytes.Text(null)),
            Of(bytes => bytes.Text("")),
            Of(bytes => bytes.Text("ab").Text("c")),
            Of(bytes => bytes.Text("a").Text("bc")),
            Of(bytes => bytes.Text("abc")),
            Of(bytes => bytes.Json("""{"a": "1"}""")),
            Of(bytes => bytes.Json("""{"a": 1}""")),
            Of(bytes => bytes.Json("""{"a": null}""")),
            Of(bytes => bytes.Json("""{"a": [null]}""")),
            Of(bytes => bytes.Json("""{"a": {}}""")),
            Of(bytes => bytes.Json("""{"a": []}""")),
            Of(bytes => bytes.Json("{}")),
            Of(bytes => bytes.Json("[]")),
        ];
        Assert.Equal(all.Length, all.Select(Convert.ToHexString).Distinct(StringComparer.Ordinal).Count());

        static byte[] Of(Func<RowBytes, RowBytes> write) => write(RowBytes.Begin()).Written.ToArray();
    }

    [Fact]
    public async Task Every_kind_of_event_is_verified_after_it_was_stored()
    {
        await using var scene = await ChainScene.StartAsync();
        var kinds = typeof(PersonEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().ToArray();
        var entries = kinds
            .SelectMany(kind => (Made[])[new(), new(last: true)], (kind, made) => (PersonEvent)made.Of(kind.DerivedType))
            .Select((fact, i) => Sample.Entry(i + 1, fact))
            .ToArray();
        var person = scene.Register.IdOf(1);
        var state = await scene.Register.ReadAsync(person);

        await scene.Register.WriteAsync(state, Sample.Record(person, 1, entries.Length), Sample.SmallCommit(1) with { Journal = entries });

        Assert.Equal([], await scene.FaultsAsync());
        Assert.Equal(entries.Length, (await scene.CheckAsync()).Rows);
    }
}
