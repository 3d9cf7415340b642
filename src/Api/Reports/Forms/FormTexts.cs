using System.Text.Json;
using Grid.Api.Problems;
using Grid.Domain.Data;
using Grid.Domain.Json;

namespace Grid.Api.Reports.Forms;

/// <summary>The words of the month's form in both languages, from <c>data/reports/form.json</c>.</summary>
internal sealed class FormTexts
{
    private readonly Dictionary<string, Words> texts;

    private FormTexts(Dictionary<string, Words> texts) => this.texts = texts;

    public static FormTexts BuiltIn { get; } = Read(EmbeddedData.Read("reports/form.json").Text());

    /// <summary>The text; a key that is not there is an error of the program, and shown as it is.</summary>
    public string Of(string key, Language language) => texts.TryGetValue(key, out var words) ? words.In(language) : key;

    public bool Has(string key) => texts.ContainsKey(key);

    /// <exception cref="JsonException">A text is missing in one of the languages.</exception>
    public static FormTexts Read(string json)
    {
        var read = JsonSerializer.Deserialize<Dictionary<string, Words>>(json, DomainJson.Options)
            ?? throw new JsonException("The form's texts are missing.");
        var lacking = read.FirstOrDefault(text => string.IsNullOrWhiteSpace(text.Value.Zh) || string.IsNullOrWhiteSpace(text.Value.En)).Key;
        return lacking is null ? new FormTexts(read) : throw new JsonException($"The form's text {lacking} lacks a language.");
    }
}
