using System.Text.Json.Serialization;

namespace Grid.PlatformSimulator.Wire;

/// <summary>A batch of items as it came in.</summary>
internal sealed record Upload(Guid Batch, IReadOnlyList<UploadItem> Items);

/// <summary>One item of a batch.</summary>
/// <param name="Key">Makes a repeat harmless.</param>
/// <param name="Kind">One of the kinds of the field table.</param>
/// <param name="Region">Leaf region, 6 digits.</param>
/// <param name="Day">The day that it belongs to.</param>
/// <param name="Fields">In the ministry's names, in order of the names.</param>
internal sealed record UploadItem(string Key, string Kind, string Region, DateOnly Day, SortedDictionary<string, string> Fields)
{
    /// <summary>失业登记号; null for a result.</summary>
    public string? Registration => Fields.GetValueOrDefault("acc020");
}

/// <summary>The answer to one item.</summary>
internal sealed record ItemAnswer(
    string Key,
    bool Accepted,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Code = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason = null
);
