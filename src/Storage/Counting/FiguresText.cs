using System.Text.Json;
using Grid.Domain.Counting;
using Grid.Domain.Json;

namespace Grid.Storage.Counting;

/// <summary>Figures as the database holds them.</summary>
internal static class FiguresText
{
    public static string Write(Figures figures) => JsonSerializer.Serialize(figures, DomainJson.Options);

    public static Figures Read(string json) =>
        json.Length <= 2
            ? new Figures()
            : JsonSerializer.Deserialize<Figures>(json, DomainJson.Options) ?? throw new JsonException("Figures are null.");

    /// <exception cref="JsonException">Not a period.</exception>
    public static CountingPeriod Period(string text) =>
        CountingPeriod.TryParse(text, out var period) ? period : throw new JsonException($"'{text}' is no period.");
}
