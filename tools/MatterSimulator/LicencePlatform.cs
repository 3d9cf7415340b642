using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Grid.MatterSimulator;

/// <summary>A licence as the platform has it.</summary>
/// <param name="Certificate">The register's number.</param>
/// <param name="Status"><c>valid</c>, <c>ended</c>, <c>revoked</c>; <c>replaced</c> once a later one took its place.</param>
/// <param name="Holder">Name, kind of number and number; null where the register never told.</param>
/// <param name="ChangedAt">When, by the platform's clock.</param>
/// <param name="Events">What the register said of it, in the order in which it came.</param>
public sealed record SimulatedLicence(
    string Certificate,
    string Status,
    JsonElement? Holder,
    DateTimeOffset ChangedAt,
    IReadOnlyList<string> Events
);

/// <summary>An item that came.</summary>
public sealed record TakenItem(string Certificate, int Times);

/// <summary>The licences that the platform has, and the items that came.</summary>
public sealed class HeldLicences
{
    private readonly ConcurrentDictionary<string, SimulatedLicence> byNumber = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TakenItem> items = new(StringComparer.Ordinal);

    /// <summary>Identifiers of items with their certificate, and how often each came.</summary>
    public IReadOnlyDictionary<string, TakenItem> Items => items;

    public SimulatedLicence? Find(string certificate) => byNumber.GetValueOrDefault(certificate);

    public IReadOnlyList<SimulatedLicence> All() => [.. byNumber.Values.OrderBy(one => one.Certificate, StringComparer.Ordinal)];

    /// <summary>What the platform has no longer, although it confirmed it.</summary>
    public void Lose(string certificate)
    {
        byNumber.TryRemove(certificate, out _);
        foreach (var (id, _) in items.Where(one => one.Value.Certificate == certificate))
            items.TryRemove(id, out _);
    }

    /// <summary>Null when it was taken, also the second time; else why it is rejected.</summary>
    internal string? Take(string id, JsonElement item, DateTimeOffset now)
    {
        var certificate = item.GetProperty("certificate").GetString()!;
        var status = item.GetProperty("status").GetString()!;
        var about = item.GetProperty("event").GetString()!;
        JsonElement? holder = item.TryGetProperty("holder", out var given) ? given.Clone() : null;
        if (status == "valid" && holder is null)
            return "holder-missing";
        if (status != "valid" && !byNumber.ContainsKey(certificate))
            return "unknown-licence";
        if (items.AddOrUpdate(id, new TakenItem(certificate, 1), (_, one) => one with { Times = one.Times + 1 }).Times > 1)
            return null;
        if (item.TryGetProperty("replaces", out var earlier) && byNumber.TryGetValue(earlier.GetString()!, out var old))
            byNumber[old.Certificate] = old with { Status = "replaced", ChangedAt = now };
        byNumber.AddOrUpdate(
            certificate,
            _ => new SimulatedLicence(certificate, status, holder, now, [about]),
            (_, known) =>
                known with
                {
                    Status = status,
                    Holder = holder ?? known.Holder,
                    ChangedAt = now,
                    Events = [.. known.Events, about],
                }
        );
        return null;
    }
}

/// <summary>
/// The province's platform of electronic licences, made up. <c>POST /licence</c> takes items and questions for a list, and signs its answers;
/// <c>GET /licences</c> shows what it has.
/// </summary>
internal static class LicencePlatform
{
    private const int PageSize = 100;
    private const int LongestBody = 1024 * 1024;

    public static void Map(WebApplication app, byte[]? key)
    {
        app.MapPost(
            "/licence",
            (HttpRequest request, HeldLicences licences, FaultSchedule schedule, TimeProvider clock, CancellationToken cancelled) =>
                TakeAsync(request, key ?? [], licences, schedule, clock, cancelled)
        );
        app.MapGet("/licences", (HeldLicences licences) => licences.All());
        app.MapGet("/licence-items", (HeldLicences licences) => licences.Items);
        app.MapDelete("/licences/{certificate}", (string certificate, HeldLicences licences) => licences.Lose(certificate));
    }

    private static async Task<IResult> TakeAsync(
        HttpRequest request,
        byte[] key,
        HeldLicences licences,
        FaultSchedule schedule,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        if (await SimulatedSystems.FailAsync(schedule, clock, cancelled) is { } failed)
            return failed;
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, cancelled);
        var body = bytes.ToArray();
        if (body.Length > LongestBody)
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        if (Signature.Fault(request.Headers, body, key, clock.GetUtcNow()) is { } fault)
            return Results.Json(new { error = fault }, statusCode: StatusCodes.Status401Unauthorized);
        var id = request.Headers["Grid-Message-Id"].ToString();
        JsonElement item;
        try
        {
            item = JsonSerializer.Deserialize<JsonElement>(body);
        }
        catch (JsonException)
        {
            return Results.BadRequest();
        }

        if (id.Length == 0 || !item.TryGetProperty("event", out var about))
            return Results.BadRequest();
        if (about.GetString() == "list")
            return Signed(request, id, key, ListOf(licences, item), schedule, clock);
        if (schedule.IsDue("rejection", faults => faults.RejectionRate))
            return Signed(request, id, key, new { result = "rejected", code = "made-up" }, schedule, clock);
        var rejected = licences.Take(id, item, clock.GetUtcNow());
        if (rejected is null && schedule.IsDue("forgotten", faults => faults.ForgottenRate))
            licences.Lose(item.GetProperty("certificate").GetString()!);

        // The answer is lost although the item was taken; to the sender it looks like silence.
        return schedule.IsDue("lost", faults => faults.LostAnswerRate)
            ? Results.StatusCode(StatusCodes.Status504GatewayTimeout)
            : Signed(request, id, key, new { result = rejected is null ? "accepted" : "rejected", code = rejected }, schedule, clock);
    }

    private static object ListOf(HeldLicences licences, JsonElement question)
    {
        var (from, to) = (question.GetProperty("from").GetDateTimeOffset(), question.GetProperty("to").GetDateTimeOffset());
        var after = question.TryGetProperty("after", out var given) ? given.GetString()! : "";
        var found = licences
            .All()
            .Where(one => one.ChangedAt >= from && one.ChangedAt < to && string.CompareOrdinal(one.Certificate, after) > 0)
            .Take(PageSize + 1)
            .ToList();
        return new
        {
            licences = found.Take(PageSize).Select(one => new { one.Certificate, one.Status }),
            next = found.Count > PageSize ? found[PageSize - 1].Certificate : null,
        };
    }

    /// <summary>Signed over the time, the identifier of the item, and the answer; at the rate that was set with another key.</summary>
    private static IResult Signed(HttpRequest request, string id, byte[] key, object answer, FaultSchedule schedule, TimeProvider clock)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(answer, JsonSerializerOptions.Web);
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var used = schedule.IsDue("answer", faults => faults.WrongAnswerSignatureRate) ? Encoding.UTF8.GetBytes("another key") : key;
        request.HttpContext.Response.Headers["Grid-Timestamp"] = timestamp;
        request.HttpContext.Response.Headers["Grid-Signature"] = Signature.Of(timestamp, id, body, used);
        return Results.Bytes(body, "application/json");
    }
}
