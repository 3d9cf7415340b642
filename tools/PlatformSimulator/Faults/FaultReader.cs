using System.Text.Json;
using Grid.Domain.Text;
using Grid.PlatformSimulator.Wire;

namespace Grid.PlatformSimulator.Faults;

/// <summary>
/// Reads a plan: <c>{"errors": 0.1, "timeouts": {"next": 2, "on": ["uploads"]}, "slow": {"rate": 1, "milliseconds": 800}, "refuse":
/// [{"code", "reason", "kind", "key", "region", "rate", "next"}]}</c>.
/// </summary>
internal static class FaultReader
{
    public static readonly string[] Interfaces = ["applications", "acknowledgements", "uploads", "statistics"];

    private const string Refuse = "refuse";
    private const int LongestWait = 600_000;
    private const int MostTimes = 1_000_000;

    public static FaultPlan Read(JsonPlace body, IReadOnlyList<string> itemKinds)
    {
        var kinds = Enum.GetValues<FaultKind>();
        body.Object([.. kinds.Select(EnumName.Of), Refuse]);
        var rules = new Dictionary<FaultKind, FaultRule>();
        foreach (var kind in kinds)
        {
            if (body.Find(EnumName.Of(kind)) is { } place)
                rules.Add(kind, Rule(place, kind == FaultKind.Slow));
        }

        return new FaultPlan(
            rules,
            body.Find(Refuse) is { } refuse ? [.. refuse.Array(0, 100).Select(place => Refusal(place, itemKinds))] : []
        );
    }

    private static FaultRule Rule(JsonPlace place, bool waits)
    {
        if (place.Value.ValueKind == JsonValueKind.Number && !waits)
            return new FaultRule(place.Rate(), 0);
        place.Object(waits ? ["rate", "next", "on", "milliseconds"] : ["rate", "next", "on"]);
        return Dealt(place) with
        {
            Milliseconds = waits ? place.Get("milliseconds").Whole(1, LongestWait) : 0,
            On = place.Find("on") is { } on ? [.. on.Array(1, Interfaces.Length).Select(Interface)] : null,
        };
    }

    private static FaultRule Dealt(JsonPlace place)
    {
        var rate = place.Find("rate")?.Rate() ?? 0;
        var next = place.Find("next")?.Whole(0, MostTimes) ?? 0;
        return rate > 0 || next > 0 ? new FaultRule(rate, next) : throw place.Bad("a rate or next is expected");
    }

    private static string Interface(JsonPlace place) =>
        Interfaces.Contains(place.Text(40)) ? place.Text(40) : throw place.Bad("one of " + string.Join(", ", Interfaces) + " is expected");

    private static RefusalRule Refusal(JsonPlace place, IReadOnlyList<string> itemKinds)
    {
        place.Object("code", "reason", "kind", "key", "region", "rate", "next");
        var kind = place.Find("kind");
        return new RefusalRule(
            place.Get("code").Text(40),
            place.Get("reason").Text(500),
            kind is not { } given ? null
                : itemKinds.Contains(given.Text(40)) ? given.Text(40)
                : throw given.Bad("no kind of item"),
            place.Find("key")?.Text(WireText.LongestKey),
            place.Find("region")?.Text(6),
            Dealt(place)
        );
    }
}
