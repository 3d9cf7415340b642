using System.Globalization;
using Grid.Api.Problems;
using Grid.Domain.Calendar;
using Grid.Sandbox.Clocks;
using Grid.Sandbox.Province;
using Grid.Sandbox.Running;

namespace Grid.Sandbox.Web;

/// <summary>
/// How far the clock goes: exactly one of these. Days, working days and months keep the hour; a date keeps it, too.
/// </summary>
internal sealed record ClockOrder
{
    /// <summary>1 to 400.</summary>
    public int? Days { get; init; }

    /// <summary>1 to 250, by the country's calendar.</summary>
    public int? WorkingDays { get; init; }

    /// <summary>1 to 12.</summary>
    public int? Months { get; init; }

    /// <summary>A date, or a moment with its offset: the one that may be sent twice and moves once.</summary>
    public string? To { get; init; }

    /// <summary>What a wrong order names.</summary>
    public string Field =>
        Days is not null ? "days"
        : WorkingDays is not null ? "workingDays"
        : Months is not null ? "months"
        : "to";

    /// <exception cref="ProblemException">Not one of them, or out of its range.</exception>
    public Func<DateTimeOffset, DateTimeOffset> Target()
    {
        object?[] given = [Days, WorkingDays, Months, To];
        if (given.Count(one => one is not null) != 1)
            throw Wrong("to", FieldCodes.ExactlyOne, null);
        if (Days is { } days)
        {
            return days is >= 1 and <= 400
                ? now => Kept(now, today => today.AddDays(days))
                : throw Wrong("days", FieldCodes.OutOfRange, 400);
        }

        if (WorkingDays is { } working)
        {
            return working is >= 1 and <= 250
                ? now => Kept(now, today => Country.DeadlineAfter(today, working).Date)
                : throw Wrong("workingDays", FieldCodes.OutOfRange, 250);
        }

        if (Months is { } months)
        {
            return months is >= 1 and <= 12
                ? now => Kept(now, today => today.AddMonths(months))
                : throw Wrong("months", FieldCodes.OutOfRange, 12);
        }

        if (DateOnly.TryParseExact(To, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return now => Kept(now, _ => date);
        return
            To!.Length > 6
            && (To[^1] == 'Z' || To[^6] is '+' or '-')
            && To.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(To, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            ? _ => moment
            : throw Wrong("to", FieldCodes.BadDate, null);
    }

    private static WorkingCalendar Country { get; } = new WorkingCalendars(CalendarTables.LoadEmbedded()).Country;

    private static DateTimeOffset Kept(DateTimeOffset now, Func<DateOnly, DateOnly> day)
    {
        var local = now.ToOffset(ChinaTime.Offset);
        return ChinaTime.StartOf(day(DateOnly.FromDateTime(local.DateTime))) + local.TimeOfDay;
    }

    private static ProblemException Wrong(string field, string code, int? most) =>
        Problem
            .Fields(
                new FieldError(field, code)
                {
                    AtLeast = most is null ? null : "1",
                    AtMost = most?.ToString(CultureInfo.InvariantCulture),
                    Allowed = code == FieldCodes.ExactlyOne ? ["days", "workingDays", "months", "to"] : null,
                }
            )
            .AsException();
}

/// <summary>What the clock shows.</summary>
/// <param name="Now">With the offset of China.</param>
/// <param name="Today">The legal date.</param>
/// <param name="AheadSeconds">How far it is from the machine's clock; negative when behind.</param>
/// <param name="LastDay">It goes no further: the working calendars end.</param>
/// <param name="RemindersCalled">Of a move: reminders of persons that became due on the way. All are carried out.</param>
/// <param name="Waiting">Of a move: what the register sends by itself within seconds.</param>
internal sealed record ClockView(
    DateTimeOffset Now,
    DateOnly Today,
    long AheadSeconds,
    DateOnly LastDay,
    int? RemindersCalled,
    WaitingRows? Waiting
)
{
    public static ClockView Of(RunningSandbox sandbox, MoveResult? move)
    {
        var now = sandbox.Clock.GetUtcNow().ToOffset(ChinaTime.Offset);
        return new ClockView(
            now,
            ChinaTime.DateOf(now),
            (long)sandbox.Clock.Offset.TotalSeconds,
            sandbox.Province.LastDay,
            move?.RemindersCalled,
            move?.Waiting
        );
    }
}

/// <summary>For whom a token is.</summary>
/// <param name="Role">A person's role or a system's kind.</param>
/// <param name="Office">The office that it acts for, where the role has one.</param>
/// <param name="Subject">The account; sandbox-ROLE-OFFICE when absent.</param>
internal sealed record TokenOrder(string? Role, string? Office, string? Subject);

/// <summary>A token, named as token endpoints name it (RFC 6749, 5.1).</summary>
internal sealed record TokenView(
    [property: System.Text.Json.Serialization.JsonPropertyName("access_token")] string AccessToken,
    [property: System.Text.Json.Serialization.JsonPropertyName("token_type")] string TokenType,
    [property: System.Text.Json.Serialization.JsonPropertyName("expires_in")] int ExpiresIn
);

/// <summary>The known cases with the numbers that the register gave them.</summary>
internal sealed record CasesView(DateTimeOffset StartsAt, DateOnly LastDay, IReadOnlyList<CaseView> Items)
{
    public static CasesView Of(RunningSandbox sandbox) =>
        new(
            sandbox.Province.StartsAt,
            sandbox.Province.LastDay,
            [.. sandbox.Province.Cases.Select(one => CaseView.Of(one, sandbox.Numbers.GetValueOrDefault(one.Id)))]
        );
}

/// <summary>A known case: what is documented, and what the register of this home gave it.</summary>
internal sealed record CaseView
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string IdentityNumber { get; init; }

    public string? Telephone { get; init; }

    public required string Office { get; init; }

    /// <summary>The situation.</summary>
    public required string Situation { get; init; }

    public required string SituationEn { get; init; }

    public string? PersonId { get; init; }

    public string? ApplicationNumber { get; init; }

    public string? RegistrationNumber { get; init; }

    public string? Reference { get; init; }

    public static CaseView Of(KnownCase one, CaseNumbers? numbers) =>
        new()
        {
            Id = one.Id,
            Name = one.Name,
            IdentityNumber = one.Number,
            Telephone = one.Telephone,
            Office = one.Office,
            Situation = one.Zh,
            SituationEn = one.En,
            PersonId = numbers?.PersonId,
            ApplicationNumber = numbers?.ApplicationNumber,
            RegistrationNumber = numbers?.RegistrationNumber,
            Reference = numbers?.Reference,
        };
}
