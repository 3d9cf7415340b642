using System.Text.Json;
using System.Text.Json.Serialization;
using Grid.Domain.Data;

namespace Grid.Domain.Services;

/// <summary>A province's service list (服务清单) or policy list (政策清单), 79/2020 (三): versioned, given with the first contact. Immutable.</summary>
public sealed class OfferList
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    };

    private OfferList(string version, IReadOnlyList<OfferedItem> items) => (Version, Items) = (version, items);

    public static OfferList BuiltInServices { get; } = Parse(EmbeddedData.Read("services/services.json"));

    public static OfferList BuiltInPolicies { get; } = Parse(EmbeddedData.Read("services/policies.json"));

    public string Version { get; }

    public IReadOnlyList<OfferedItem> Items { get; }

    /// <summary>The item, if it is offered on that day.</summary>
    public OfferedItem? Find(string? code, DateOnly day) =>
        Items.FirstOrDefault(item => string.Equals(item.Code, code, StringComparison.Ordinal) && item.IsOfferedOn(day));

    /// <summary>Reads a list. Throws <see cref="DataFileException"/> with all errors; nothing is taken over then.</summary>
    public static OfferList Parse(DataFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        OfferFile? read;
        try
        {
            read = JsonSerializer.Deserialize<OfferFile>(file.Text(), Strict);
        }
        catch (JsonException e)
        {
            throw new DataFileException(file.Name, $"{e.Path}: {e.Message}");
        }

        if (read is null || string.IsNullOrWhiteSpace(read.Version))
            throw new DataFileException(file.Name, "version: is required");
        var twice = read.Items.GroupBy(i => i.Code, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            throw new DataFileException(file.Name, $"items: the code {twice.Key} stands there twice");
        var backwards = read.Items.FirstOrDefault(i => i.To < i.From);
        return backwards is null
            ? new OfferList(read.Version, read.Items)
            : throw new DataFileException(file.Name, $"items: {backwards.Code} ends before it begins");
    }

    private sealed record OfferFile(string Version, IReadOnlyList<OfferedItem> Items);
}
