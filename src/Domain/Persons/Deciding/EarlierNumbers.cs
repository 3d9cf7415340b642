using Grid.Domain.Numbers;

namespace Grid.Domain.Persons.Deciding;

/// <summary>Keeps the platform's numbers of applications that are not the current one any more.</summary>
internal static class EarlierNumbers
{
    /// <summary>The known numbers and those of the applications, each once, without that of the current one.</summary>
    public static IReadOnlyList<PlatformApplicationNumber> Of(
        Application? current, IReadOnlyList<PlatformApplicationNumber> known, params ReadOnlySpan<Application?> applications)
    {
        List<PlatformApplicationNumber> numbers = [.. known];
        foreach (var application in applications)
        {
            if (application?.PlatformNumber is { } number)
                numbers.Add(number);
        }

        return [.. numbers.Distinct().Where(n => n != current?.PlatformNumber)];
    }
}
