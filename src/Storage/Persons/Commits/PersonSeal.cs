using System.Globalization;
using System.Text;
using Grid.Storage.Sealing;

namespace Grid.Storage.Persons.Commits;

/// <summary>Seals values of tables with the person's data key, bound to the person and the row: erased with the person.</summary>
internal static class PersonSeal
{
    /// <summary>Purpose of <c>person_search.name_sealed</c>.</summary>
    public const string Name = "name";

    /// <summary>Purpose of <c>service_record.details</c>.</summary>
    public static string Service(long sequence) => string.Create(CultureInfo.InvariantCulture, $"service:{sequence}");

    /// <summary>Purpose of <c>application.non_approval</c>.</summary>
    public static string NonApproval(string number) => $"application:{number}";

    /// <summary>Purpose of <c>notice_sent.text</c>.</summary>
    public static string Notice(long id) => string.Create(CultureInfo.InvariantCulture, $"notice:{id}");

    public static byte[] Seal(string text, DataKey key, string person, string purpose) =>
        Sealer.Seal(Encoding.UTF8.GetBytes(text), key, AssociatedData.Of(person, purpose));

    public static string Open(byte[] value, DataKey key, string person, string purpose) =>
        Encoding.UTF8.GetString(Sealer.Open(value, key, AssociatedData.Of(person, purpose)));
}
