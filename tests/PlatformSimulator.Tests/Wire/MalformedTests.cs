using System.Net;
using System.Text;
using Grid.PlatformSimulator.Tests.Hosts;

namespace Grid.PlatformSimulator.Tests.Wire;

/// <summary>What cannot be read is answered 400 with the field, never 500, and has no effect.</summary>
public sealed class MalformedTests(Platform platform) : IClassFixture<Platform>
{
    [Theory]
    [InlineData("", "body")]
    [InlineData("{", "body")]
    [InlineData("[]", "body")]
    [InlineData("null", "body")]
    [InlineData("""{"batch":1,"batch":2,"items":[]}""", "body")]
    [InlineData("""{"items":[]}""", "batch")]
    [InlineData("""{"batch":"7c0f3c5e-8f4e-4f2e-9b39-000000000001"}""", "items")]
    [InlineData("""{"batch":"7c0f3c5e-8f4e-4f2e-9b39-000000000001","items":[]}""", "items")]
    [InlineData("""{"batch":"7c0f3c5e-8f4e-4f2e-9b39-000000000001","items":{},"more":1}""", "more")]
    [InlineData("""{"batch":"7c0f3c5e-8f4e-4f2e-9b39-000000000001","items":[7]}""", "items[0]")]
    [InlineData("""{"batch":"7c0f3c5e-8f4e-4f2e-9b39-000000000001","items":[{"key":"\u0000"}]}""", "items[0].kind")]
    [InlineData("""{"batch":"7c0f3c5e-8f4e-4f2e-9b39-000000000001","items":[{"key":"\ud800"}]}""", "items[0].kind")]
    [InlineData("""{"batch":"7c0f3c5e-8f4e-4f2e-9b39-000000000001","items":[{"\ud800":"a"}]}""", "body")]
    public async Task A_body_that_is_no_batch(string body, string field) => await ExpectAsync(body, field);

    [Theory]
    [InlineData("key", "\"\\u0000\"")]
    [InlineData("key", "\"\\ud800\"")]
    [InlineData("key", "7")]
    [InlineData("kind", "\"link\"")]
    [InlineData("kind", "null")]
    [InlineData("region", "\"36\"")]
    [InlineData("region", "\"36010x\"")]
    [InlineData("day", "\"2026-02-30\"")]
    [InlineData("day", "20261122")]
    [InlineData("fields", "[]")]
    [InlineData("fields.aac003", "{\"aac003\":7}")]
    [InlineData("fields.aac003", "{\"aac003\":\"\\u0000\"}")]
    [InlineData("fields.aac003", "{\"aac003\":\"\\udc00\"}")]
    public async Task An_item_that_is_none(string field, string value)
    {
        var item = Item.Registration(1).Json();
        item[field.Split('.')[0]] = null;
        var body =
            $$"""{"batch":"{{Guid.NewGuid()}}","items":[{{item.ToJsonString().Replace($"\"{field.Split('.')[0]}\":null", $"\"{field.Split('.')[0]}\":{value}", StringComparison.Ordinal)}}]}""";
        await ExpectAsync(body, "items[0]." + field);
    }

    [Fact]
    public async Task The_same_key_twice_in_one_batch() =>
        await ExpectAsync(Item.Batch(Item.Registration(1), Item.Registration(1)), "items[1].key");

    [Fact]
    public async Task More_items_than_a_batch_may_have() =>
        await ExpectAsync(Item.Batch(Enumerable.Range(1, 1001).Select(serial => Item.Registration(serial))), "items");

    [Fact]
    public async Task A_body_that_is_too_large()
    {
        var answer = await platform.SendAsync(HttpMethod.Post, "/uploads", new byte[8_400_000]);
        Assert.Equal("body", answer.Expect(HttpStatusCode.RequestEntityTooLarge).Field);
    }

    [Fact]
    public async Task Bytes_that_are_no_text()
    {
        var body = Encoding.UTF8.GetBytes(Item.Batch(Item.Registration(1)));
        body[Encoding.UTF8.GetString(body).IndexOf("15400000000", StringComparison.Ordinal)] = 0xFF;
        Assert.NotNull((await platform.SendAsync(HttpMethod.Post, "/uploads", body)).Expect(HttpStatusCode.BadRequest).Field);
    }

    [Theory]
    [InlineData("/applications", "region")]
    [InlineData("/applications?region=abc", "region")]
    [InlineData("/applications?region=36&region=37", "region")]
    [InlineData("/applications?region=36&after=-1", "after")]
    [InlineData("/applications?region=36&after=99999999999999999999", "after")]
    [InlineData("/applications?region=36&limit=0", "limit")]
    [InlineData("/applications?region=36&limit=%00", "limit")]
    [InlineData("/statistics?region=36", "day")]
    [InlineData("/statistics?region=36&day=22.11.2026", "day")]
    [InlineData("/control/holdings/months?from=2026-13", "from")]
    [InlineData("/control/holdings/months?from=1900-01&to=2026-01", "from")]
    [InlineData("/control/holdings?day=x", "day")]
    [InlineData("/control/trace", "number")]
    public async Task A_query_that_cannot_be_read(string path, string field) =>
        Assert.Equal(field, (await platform.SendAsync(HttpMethod.Get, path)).Expect(HttpStatusCode.BadRequest).Field);

    [Theory]
    [InlineData("/control/faults", """{"errors":2}""", "errors")]
    [InlineData("/control/faults", """{"errors":{"next":1,"on":["everywhere"]}}""", "errors.on[0]")]
    [InlineData("/control/faults", """{"slow":0.5}""", "slow")]
    [InlineData("/control/faults", """{"refuse":[{"reason":"x","rate":1}]}""", "refuse[0].code")]
    [InlineData("/control/faults", """{"refuse":[{"code":"x","reason":"x"}]}""", "refuse[0]")]
    [InlineData("/control/faults", """{"weather":1}""", "weather")]
    [InlineData("/control/applications", """{}""", "count")]
    [InlineData("/control/applications", """{"count":1,"regions":["990000"]}""", "regions[0]")]
    [InlineData("/control/applications", """{"bad":{"weather":1}}""", "bad.weather")]
    [InlineData("/applications/acknowledgements", """{"region":"36","numbers":[7]}""", "numbers[0]")]
    [InlineData("/applications/acknowledgements", """{"region":"x","numbers":["7"]}""", "region")]
    public async Task Another_body_that_cannot_be_read(string path, string body, string field) =>
        Assert.Equal(field, (await platform.SendAsync(HttpMethod.Post, path, body)).Expect(HttpStatusCode.BadRequest).Field);

    private async Task ExpectAsync(string body, string field)
    {
        Assert.Equal(field, (await platform.SendAsync(HttpMethod.Post, "/uploads", body)).Expect(HttpStatusCode.BadRequest).Field);
        Assert.Equal(0, (long)(await platform.GetAsync("/control/totals"))["batches"]!);
    }
}
