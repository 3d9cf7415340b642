using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Grid.Domain.Calendar;

namespace Grid.Api.Requests;

/// <summary>
/// The one form of a moment in every answer: China time with its offset, <c>2026-11-22T09:30:00+08:00</c>, whatever offset the store gave
/// it. Parts of a second only where there are some.
/// </summary>
internal sealed class ChinaMoment : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(
            value.ToOffset(ChinaTime.Offset).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture)
        );
}
