using System.Text;
using Grid.Domain.Data;
using Grid.Domain.Persons;

namespace Grid.Testing;

/// <summary>The retention rules that ship, as a province confirms them: only then is anything erased.</summary>
public static class ConfirmedRetention
{
    private const string Name = "retention/retention.json";

    public static RetentionRules Rules { get; } =
        RetentionRules.Parse(
            new DataFile(
                Name,
                Encoding.UTF8.GetBytes(
                    Encoding
                        .UTF8.GetString(EmbeddedData.Read(Name).Content.Span)
                        .Replace(
                            "\"confirmed\": null",
                            "\"confirmed\": { \"by\": \"省厅\", \"on\": \"2026-11-01\" }",
                            StringComparison.Ordinal
                        )
                )
            )
        );
}
