namespace Grid.Domain.Services;

/// <summary>One line of a province's service list (服务清单) or policy list (政策清单), in both languages.</summary>
public sealed record OfferedItem
{
    public required string Code { get; init; }

    /// <summary>Code list <c>service-kind</c> or <c>policy-kind</c>.</summary>
    public required string Kind { get; init; }

    public required string Zh { get; init; }

    public required string En { get; init; }

    /// <summary>What it is and who gets it.</summary>
    public string? TextZh { get; init; }

    public string? TextEn { get; init; }

    /// <summary>First day, inclusive; null since ever.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day, inclusive; null while it is offered.</summary>
    public DateOnly? To { get; init; }

    public bool IsOfferedOn(DateOnly day) => (From is null || From <= day) && (To is null || To >= day);
}
