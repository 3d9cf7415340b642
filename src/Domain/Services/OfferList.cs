using Grid.Domain.Codes;
using Grid.Domain.Data;

namespace Grid.Domain.Services;

/// <summary>
/// A province's service list (服务清单) or policy list (政策清单), 79/2020 (三): versioned, given with the first contact. Immutable.
/// </summary>
public sealed class OfferList
{
    private OfferList(string version, IReadOnlyList<OfferedItem> items) => (Version, Items) = (version, items);

    public static OfferList BuiltInServices { get; } = Parse(EmbeddedData.Read("services/services.json"), CodeListIds.ServiceKind);

    public static OfferList BuiltInPolicies { get; } = Parse(EmbeddedData.Read("services/policies.json"), CodeListIds.PolicyKind);

    public string Version { get; }

    public IReadOnlyList<OfferedItem> Items { get; }

    /// <summary>The item, if it is offered on that day.</summary>
    public OfferedItem? Find(string? code, DateOnly day) =>
        Items.FirstOrDefault(item => string.Equals(item.Code, code, StringComparison.Ordinal) && item.IsOfferedOn(day));

    /// <summary>Reads a list. Throws <see cref="DataFileException"/> with all errors; nothing is taken over then.</summary>
    /// <param name="file">The file.</param>
    /// <param name="kinds">The code list that the kinds are from, <see cref="CodeListIds.ServiceKind"/> or
    /// <see cref="CodeListIds.PolicyKind"/>.</param>
    public static OfferList Parse(DataFile file, string kinds)
    {
        ArgumentNullException.ThrowIfNull(file);
        var read = file.As<OfferFile>();
        string[] errors = [.. Errors(read, CodeLists.BuiltIn[kinds])];
        return errors.Length == 0 ? new OfferList(read.Version, read.Items) : throw new DataFileException(file.Name, errors);
    }

    private static IEnumerable<string> Errors(OfferFile read, CodeList kinds)
    {
        if (string.IsNullOrWhiteSpace(read.Version))
            yield return "version: must be a text that is not empty";
        var codes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (i, item) in read.Items.Index())
        {
            if (string.IsNullOrWhiteSpace(item.Code))
                yield return $"items[{i}].code: must be a text that is not empty";
            else if (!codes.Add(item.Code))
                yield return $"items[{i}].code: {item.Code} is listed twice";
            if (kinds.Entries.All(k => !string.Equals(k.Code, item.Kind, StringComparison.Ordinal)))
                yield return $"items[{i}].kind: '{item.Kind}' is no code of list {kinds.Id}";
            if (string.IsNullOrWhiteSpace(item.Zh))
                yield return $"items[{i}].zh: must be a text that is not empty";
            if (string.IsNullOrWhiteSpace(item.En))
                yield return $"items[{i}].en: must be a text that is not empty";
            if (item.To < item.From)
                yield return $"items[{i}].to: ends before it begins";
        }
    }

    private sealed record OfferFile(string Version, IReadOnlyList<OfferedItem> Items);
}

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
