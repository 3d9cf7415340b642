using System.Text.Json;
using Grid.Domain.Identity;
using Grid.Domain.Json;
using Grid.Domain.Persons;
using Grid.Storage.Persons.Commits;
using Grid.Storage.Sealing;

namespace Grid.Storage.Platform;

/// <summary>
/// Seals items for the platform with the person's data key. They are kept after they were sent, so that a day can be sent again; with that
/// key they are erased with the person wherever they are stored, and move between tables as they are.
/// </summary>
internal static class ItemSeal
{
    private const string Purpose = "platform-item";

    public static byte[] Seal(PlatformItem item, DataKey key, string person) =>
        Sealer.Seal(JsonSerializer.SerializeToUtf8Bytes(item, DomainJson.Options), key, AssociatedData.Of(person, Purpose));

    /// <summary>
    /// An item without a person has no person's key: it contains nothing about a person, and is sealed with the register's own key.
    /// </summary>
    public static byte[] SealOfNobody(PlatformItem item, KeyRing ring, string nobody) =>
        OutboxSeal.Seal(item, ring, nobody, OutboxSeal.PlatformItems);

    /// <param name="value">The sealed item; an older one is sealed with the register's own key.</param>
    /// <param name="ring">Unwraps the person's key.</param>
    /// <param name="wrapped">The person's wrapped data key; null when the person was erased.</param>
    /// <exception cref="SealKeyMissingException">The person was erased.</exception>
    public static PlatformItem Open(byte[] value, KeyRing ring, byte[]? wrapped, string person)
    {
        if (wrapped is null)
        {
            return PersonId.TryParse(person, out var id) && id.IsNobody
                ? OutboxSeal.Open<PlatformItem>(value, ring, person, OutboxSeal.PlatformItems)
                : throw new SealKeyMissingException();
        }

        var key = DataKey.Unwrap(ring, wrapped, person);
        return Sealer.KeyIdOf(value) == key.Id
            ? JsonSerializer.Deserialize<PlatformItem>(Sealer.Open(value, key, AssociatedData.Of(person, Purpose)), DomainJson.Options)
                ?? throw new JsonException("The item is empty.")
            : OutboxSeal.Open<PlatformItem>(value, ring, person, OutboxSeal.PlatformItems);
    }
}
