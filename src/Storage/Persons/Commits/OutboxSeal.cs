using System.Text.Json;
using Grid.Domain.Json;
using Grid.Storage.Sealing;

namespace Grid.Storage.Persons.Commits;

/// <summary>
/// Seals what waits in an outbox with the register's own key, bound to the person and the outbox: its readers take pages of many persons,
/// and what waits there does not wait long.
/// </summary>
internal static class OutboxSeal
{
    public const string Counts = "count_entry";

    /// <summary>Items written before migration 0400; later ones are sealed with the person's data key.</summary>
    public const string PlatformItems = "platform_item";
    public const string PlatformReasons = "platform_item.reason";
    public const string PlatformApplications = "platform_application";
    public const string PlatformRefusals = "platform_application.refusal";
    public const string PlatformSettlements = "platform_application.settlement";
    public const string Notices = "notice";
    public const string SystemMessages = "matter_message";
    public const string OpenComplaints = "open_complaint";
    public const string OpenComplaintAnswers = "open_complaint.answer";
    public const string ImportRows = "import_row";
    public const string ImportReasons = "import.reason";

    public static byte[] Seal<T>(T content, KeyRing ring, string person, string outbox) =>
        ring.SealForSystem(JsonSerializer.SerializeToUtf8Bytes(content, DomainJson.Options), AssociatedData.Of(person, outbox));

    public static T Open<T>(byte[] value, KeyRing ring, string person, string outbox) =>
        JsonSerializer.Deserialize<T>(ring.OpenForSystem(value, AssociatedData.Of(person, outbox)), DomainJson.Options)
        ?? throw new JsonException("The content is empty.");
}
