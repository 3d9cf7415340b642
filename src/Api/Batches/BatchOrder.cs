using System.Text.Json;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;

namespace Grid.Api.Batches;

/// <summary>
/// Whose line it is: the one person whose id, application, registration or matter is in the address, or else in the body. Lines of one
/// person are carried out in their order; one that names no person, or several, comes after all before it and before all after it.
/// </summary>
internal sealed class BatchOrder(IPersonSearch search, IPersonIdentifier identifier)
{
    /// <summary>The person's id; null for a line that is carried out alone.</summary>
    public async Task<string?> OfAsync(BatchCommand line, CancellationToken cancelled)
    {
        if (line.Path is null)
            return null;
        var path = line.Path.Split('?')[0];
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (await OfNumberAsync(segment, cancelled) is { } person)
                return person;
        }

        return line.Body.Length == 0 ? null : await OfBodyAsync(line.Body, cancelled);
    }

    private async Task<string?> OfBodyAsync(byte[] body, CancellationToken cancelled)
    {
        using var document = JsonDocument.Parse(body);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            return null;
        foreach (var name in (string[])["confirmedNumber", "identityNumber"])
        {
            if (TextOf(document.RootElement, name) is { } text && IdentityNumber.TryParse(text, out var number, out _))
                return identifier.Identify(number).ToString();
        }

        foreach (var name in (string[])["personId", "registrationNumber", "applicationNumber", "receiptNumber", "matter"])
        {
            if (TextOf(document.RootElement, name) is { } text && await OfNumberAsync(text, cancelled) is { } person)
                return person;
        }

        return null;
    }

    private static string? TextOf(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? Requests.StorableJsonText.Read(value) : null;

    /// <summary>A number that belongs to nobody is its own: what follows from it is refused anyway.</summary>
    private async Task<string?> OfNumberAsync(string text, CancellationToken cancelled)
    {
        if (PersonId.TryParse(text, out var person))
            return person.ToString();
        if (ApplicationNumber.TryParse(text, out var application))
            return await search.ByApplicationNumberAsync(application, cancelled) is { } of ? of.ToString() : text;
        if (RegistrationNumber.TryParse(text, out var registration))
            return await search.ByRegistrationNumberAsync(registration, cancelled) is { } of ? of.ToString() : text;
        return MatterNumber.TryParse(text, out var matter)
            ? await search.ByApplicationNumberAsync(matter.Application, cancelled) is { } asked
                ? asked.ToString()
                : text
            : null;
    }
}
