using System.Text.Json;
using System.Text.Json.Serialization;

namespace Grid.Domain.Counting;

/// <summary>Figures as an object of cells and numbers.</summary>
internal sealed class FiguresJson : JsonConverter<Figures>
{
    public override Figures Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(JsonSerializer.Deserialize<Dictionary<FigureCell, long>>(ref reader, options) ?? []);

    public override void Write(Utf8JsonWriter writer, Figures value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Cells, options);
}
