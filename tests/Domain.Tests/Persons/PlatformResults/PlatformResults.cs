using Grid.Domain.Numbers;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>
/// Every application of the platform that was accepted has a result under its own number, or something is still to be decided that gives it
/// one.
/// </summary>
internal static class PlatformResults
{
    public static void Check(SmallRegister register, IEnumerable<PlatformApplicationNumber> sent)
    {
        var answered = register
            .PlatformItems.Where(item => item.Kind == PlatformItemKind.Result)
            .Select(NumberOf)
            .ToHashSet(StringComparer.Ordinal);
        var waiting = register
            .Records.SelectMany(record =>
                record
                    .AwaitingResults.Select(one => one.Number)
                    .Append(record.Application is { IsOpen: true } open ? open.PlatformNumber : null)
            )
            .Select(number => number?.Value)
            .ToHashSet(StringComparer.Ordinal);
        Assert.All(sent, number =>
            Assert.True(
                answered.Contains(number.Value) || waiting.Contains(number.Value),
                $"{number} has no result, and nothing will give it one."
            )
        );
    }

    public static string? NumberOf(PlatformItem item) =>
        item.Content.TryGetProperty("platformNumber", out var number) && number.ValueKind == System.Text.Json.JsonValueKind.String
            ? number.GetString()
            : null;
}
