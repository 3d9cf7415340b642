using System.Text.Json.Nodes;

namespace Grid.PlatformSimulator.Tests.Hosts;

/// <summary>Items as the register would send them.</summary>
public sealed record Item(string Key, string Kind, string Region, string Day, IReadOnlyDictionary<string, string> Fields)
{
    public const string Donghu = "360102";
    public const string Nanchang = "360121";

    public static Item Registration(
        int serial,
        string day = "2026-11-20",
        string region = Donghu,
        bool counted = true,
        string? byReference = null
    )
    {
        var fields = new Dictionary<string, string>
        {
            ["bae010"] = $"36010220261120{serial:0000000}1",
            ["acc020"] = Number(serial),
            ["aac058"] = "1",
            ["aac147"] = "11010519491231002X",
            ["aac003"] = "示例",
            ["aae005"] = "15400000000",
            ["aac033"] = "1",
            ["aab301"] = region,
            ["aae017"] = region + "01",
            ["bae002"] = "1",
            ["bae014"] = "3",
            ["bae015"] = counted ? "1" : "0",
            ["ajc090"] = "2026-10-01",
            ["ajc093"] = "21",
            ["bae004"] = "1,4",
            ["aae043"] = day,
        };
        if (byReference is not null)
            fields.Add("bae003", byReference);
        return new Item($"registration:{Number(serial)}", "registration", region, day, fields);
    }

    public static Item Exit(int serial, string on = "2026-11-21", int sequence = 2, string reason = "11", string region = Donghu) =>
        new(
            $"exit:{Number(serial)}:{sequence}",
            "exit",
            region,
            on,
            new Dictionary<string, string>
            {
                ["acc020"] = Number(serial),
                ["acc028"] = on,
                ["ajc00a"] = reason,
                ["bae019"] = "1",
                ["aab301"] = region,
                ["aae017"] = region + "01",
                ["aae011"] = "clerk",
                ["aae036"] = "2026-11-22T10:00:00+08:00",
            }
        );

    public static Item Revoked(int serial, string exitedOn = "2026-11-21", int sequence = 3) =>
        new(
            $"exit-revoked:{Number(serial)}:{sequence}",
            "exitRevoked",
            Donghu,
            "2026-11-22",
            new Dictionary<string, string>
            {
                ["acc020"] = Number(serial),
                ["acc028"] = exitedOn,
                ["bae022"] = "2026-11-22",
                ["aab301"] = Donghu,
                ["aae017"] = Donghu + "01",
            }
        );

    public static Item Transfer(int serial, string on, string from = Donghu, string to = Nanchang, bool counted = true, int sequence = 4) =>
        new(
            $"transfer:{Number(serial)}:{sequence}",
            "transfer",
            to,
            on,
            new Dictionary<string, string>
            {
                ["acc020"] = Number(serial),
                ["bae024"] = from + "01",
                ["bae025"] = from,
                ["aae017"] = to + "01",
                ["aab301"] = to,
                ["bae002"] = "2",
                ["bae015"] = counted ? "1" : "0",
                ["bae026"] = on,
            }
        );

    public static Item InError(int serial, string day = "2026-11-22") =>
        new(
            $"entered-in-error:{Number(serial)}",
            "enteredInError",
            Donghu,
            day,
            new Dictionary<string, string>
            {
                ["acc020"] = Number(serial),
                ["bae010"] = $"36010220261120{serial:0000000}1",
                ["aab301"] = Donghu,
            }
        );

    public static Item Ended(int serial, string on) =>
        new(
            $"by-reference-ended:{Number(serial)}:5",
            "correction",
            Donghu,
            on,
            new Dictionary<string, string>
            {
                ["acc020"] = Number(serial),
                ["aab301"] = Donghu,
                ["bae023"] = on,
            }
        );

    public static Item StandsAgain(int serial) =>
        new(
            $"stands-again:{Number(serial)}:6",
            "correction",
            Donghu,
            "2026-11-22",
            new Dictionary<string, string> { ["acc020"] = Number(serial), ["aab301"] = Donghu }
        );

    public static Item Result(int serial, string platformNumber) =>
        new(
            $"result:{serial}",
            "result",
            Donghu,
            "2026-11-20",
            new Dictionary<string, string>
            {
                ["bae001"] = platformNumber,
                ["bae010"] = $"36010220261120{serial:0000000}1",
                ["bae011"] = "1",
                ["aae017"] = Donghu + "01",
                ["aab301"] = Donghu,
                ["aae011"] = "reviewer",
                ["aae036"] = "2026-11-20T10:00:00+08:00",
            }
        );

    public static string Number(int serial) => $"360102202611{serial:0000000}9";

    public Item With(string field, string? value)
    {
        var fields = new Dictionary<string, string>(Fields);
        if (value is null)
            fields.Remove(field);
        else
            fields[field] = value;
        return this with { Fields = fields };
    }

    public JsonObject Json() =>
        new()
        {
            ["key"] = Key,
            ["kind"] = Kind,
            ["region"] = Region,
            ["day"] = Day,
            ["fields"] = new JsonObject(Fields.Select(field => KeyValuePair.Create<string, JsonNode?>(field.Key, field.Value))),
        };

    public static string Batch(params IEnumerable<Item> items) =>
        new JsonObject
        {
            ["batch"] = Guid.NewGuid().ToString(),
            ["items"] = new JsonArray([.. items.Select(item => item.Json())]),
        }.ToJsonString();
}
