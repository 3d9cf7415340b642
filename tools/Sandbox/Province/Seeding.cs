using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Grid.Domain.Calendar;
using Grid.Sandbox.Web;

namespace Grid.Sandbox.Province;

/// <summary>
/// Plays the cases of the province against the register, through its REST API and day by day: nothing is written past the rules.
/// </summary>
internal sealed class Seeding(
    HttpClient register,
    HttpClient platform,
    SandboxTokens tokens,
    Func<DateTimeOffset, Task> moveTo,
    TimeProvider clock
)
{
    private static readonly TimeOnly Hour = new(9, 30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, CaseNumbers> numbers = new(StringComparer.Ordinal);
    private int step;

    /// <returns>What the register gave each case, by its name.</returns>
    /// <exception cref="InvalidDataException">The register refused a step.</exception>
    public async Task<IReadOnlyDictionary<string, CaseNumbers>> PlayAsync(KnownProvince province, CancellationToken cancelled)
    {
        var days = province.Cases.SelectMany(one => one.Steps.Select(step => (Case: one, Step: step))).GroupBy(play => play.Step.On);
        foreach (var day in days.OrderBy(day => day.Key))
        {
            await moveTo(new DateTimeOffset(day.Key, Hour, ChinaTime.Offset));
            foreach (var (one, step) in day)
                await PlayAsync(one, step, cancelled);
        }

        await moveTo(province.StartsAt);
        return numbers;
    }

    private async Task PlayAsync(KnownCase one, KnownStep step, CancellationToken cancelled)
    {
        switch (step.Do)
        {
            case "submit":
                await SubmitAsync(one, step, cancelled);
                break;
            case "register":
                await SubmitAsync(one, step, cancelled);
                await PostAsync(
                    one,
                    step,
                    "/v1/applications/{application}/verifications",
                    new JsonObject
                    {
                        ["subject"] = "identity",
                        ["outcome"] = "confirmed",
                        ["evidence"] = new JsonObject { ["basis"] = "3", ["note"] = "当面核对,人证一致" },
                    },
                    cancelled
                );
                await PostAsync(one, step, "/v1/applications/{application}/approval", [], cancelled);
                break;
            case "await":
                await AwaitAsync(one, cancelled);
                break;
            case null when step.Platform is { } path:
                await PlatformAsync(path, step, cancelled);
                break;
            case null:
                await PostAsync(one, step, step.Post!, step.Body ?? [], cancelled);
                break;
            default:
                throw new InvalidDataException($"province.json: {one.Id} wants '{step.Do}', which does not exist.");
        }
    }

    private Task SubmitAsync(KnownCase one, KnownStep step, CancellationToken cancelled)
    {
        var day = step.On.AddDays(-30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var body = new JsonObject
        {
            ["identityNumber"] = one.Number,
            ["name"] = one.Name,
            ["office"] = step.At ?? one.Office,
            ["ground"] = "2",
            ["reason"] = "24",
            ["unemployedOn"] = day,
            ["jobWishes"] = new JsonArray("1"),
            ["commitment"] = new JsonObject
            {
                ["textVersion"] = "2020-07",
                ["acceptedAt"] = clock.GetUtcNow().ToOffset(ChinaTime.Offset).AddMinutes(-10).ToString("O"),
            },
            ["details"] = new JsonObject
            {
                ["telephone"] = one.Telephone,
                ["address"] = "沙箱路1号",
                ["health"] = "1",
                ["education"] = "61",
            },
        };
        foreach (var (name, value) in (JsonObject)(step.Body?.DeepClone() ?? new JsonObject()))
            body[name] = value?.DeepClone();
        return PostAsync(one, step, "/v1/applications", body, cancelled);
    }

    private async Task PostAsync(KnownCase one, KnownStep step, string path, JsonObject body, CancellationToken cancelled)
    {
        var filled = Placeholders.Fill(path, one, numbers);
        using var request = new HttpRequestMessage(HttpMethod.Post, filled)
        {
            Content = new StringContent(Placeholders.Fill(body, one, numbers).ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.Sign(step.As, step.At ?? one.Office));
        request.Headers.Add("Idempotency-Key", $"sandbox-{++this.step:0000}");
        if (path.EndsWith("/correction", StringComparison.Ordinal))
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Any);
        using var answer = await register.SendAsync(request, cancelled);
        var text = await answer.Content.ReadAsStringAsync(cancelled);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidDataException($"province.json: {one.Id}, {filled}: {(int)answer.StatusCode} {text}");
        if (JsonNode.Parse(text) is not JsonObject outcome)
            return;
        var before = numbers.GetValueOrDefault(one.Id) ?? new CaseNumbers();
        numbers[one.Id] = before with
        {
            PersonId = (string?)outcome["personId"] ?? before.PersonId,
            ApplicationNumber = (string?)outcome["applicationNumber"] ?? before.ApplicationNumber,
            RegistrationNumber = (string?)outcome["registrationNumber"] ?? before.RegistrationNumber,
            Reference = (string?)outcome["reference"] ?? before.Reference,
        };
    }

    /// <summary>Waits until what the case holds is so: for what the register does by itself.</summary>
    private async Task AwaitAsync(KnownCase one, CancellationToken cancelled)
    {
        for (var began = clock.GetTimestamp(); ; await Task.Delay(Pause, clock, cancelled))
        {
            var missing = 0;
            foreach (var held in one.Holds)
                missing += await AnswersAsync(one, held, cancelled) ? 0 : 1;
            if (missing == 0)
                return;
            if (clock.GetElapsedTime(began) > Patience)
                throw new InvalidDataException($"province.json: {one.Id} does not become what it is to hold.");
        }
    }

    private async Task<bool> AnswersAsync(KnownCase one, KnownAnswer held, CancellationToken cancelled)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Placeholders.Fill(held.Get, one, numbers));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.Sign(held.As, held.At ?? one.Office));
        using var answer = await register.SendAsync(request, cancelled);
        return answer.IsSuccessStatusCode
            && Part.IsIn(Placeholders.Fill(held.Is, one, numbers), JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancelled)));
    }

    private async Task PlatformAsync(string path, KnownStep step, CancellationToken cancelled)
    {
        using var content = new StringContent((step.Body ?? []).ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await platform.PostAsync(new Uri(path, UriKind.Relative), content, cancelled);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidDataException(
                $"province.json: {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancelled)}"
            );
        }
    }
}
