using System.Globalization;
using Grid.Storage.Sealing;

namespace Grid.Storage.Journal;

/// <summary>
/// Seals the personal part of a journal row with the person's data key, bound to the person and the place in the journal.
/// </summary>
internal static class JournalSeal
{
    public static byte[] Seal(byte[] personal, DataKey key, string person, long sequence) =>
        Sealer.Seal(personal, key, AssociatedData.Of(person, Purpose(sequence)));

    public static byte[] Open(byte[] value, DataKey key, string person, long sequence) =>
        Sealer.Open(value, key, AssociatedData.Of(person, Purpose(sequence)));

    private static string Purpose(long sequence) => string.Create(CultureInfo.InvariantCulture, $"journal:{sequence}");
}
