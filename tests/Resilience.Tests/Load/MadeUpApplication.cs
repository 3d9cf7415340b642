using System.Text.Json.Nodes;
using Grid.Testing;

namespace Grid.Resilience.Tests.Load;

/// <summary>Bodies of requests for made-up persons.</summary>
public static class MadeUpApplication
{
    public const string Office = "36010201";

    /// <summary>Another citizen number for each serial up to a million.</summary>
    public static string Number(int serial) => CitizenNumbers.Of(serial, firstYear: 1965).Value;

    public static JsonObject Submit(string number) =>
        new()
        {
            ["identityNumber"] = number,
            ["name"] = "测试甲",
            ["channel"] = "3",
            ["ground"] = "2",
            ["reason"] = "21",
            ["unemployedOn"] = "2026-01-31",
            ["jobWishes"] = new JsonArray("1"),
            ["commitment"] = new JsonObject { ["textVersion"] = "2020-07", ["acceptedAt"] = "2026-02-01T09:30:00+08:00" },
            ["details"] = new JsonObject { ["telephone"] = "13800000000", ["health"] = "1" },
        };

    public static JsonObject IdentityConfirmed() =>
        new()
        {
            ["subject"] = "identity",
            ["outcome"] = "confirmed",
            ["evidence"] = new JsonObject { ["basis"] = "3", ["note"] = "checked at the counter" },
        };

    public static JsonObject Hired(DateOnly on) =>
        new()
        {
            ["reason"] = "11",
            ["on"] = $"{on:yyyy-MM-dd}",
            ["evidence"] = new JsonObject { ["basis"] = "1" },
        };
}
