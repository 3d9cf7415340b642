using System.Text;
using System.Text.Json;
using Grid.Domain.Identity;
using Grid.Domain.Json;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Matching;
using Grid.Storage.Sealing;

namespace Grid.Storage.Matching;

/// <summary>A row as it is stored.</summary>
/// <param name="KeyText">The key as hex.</param>
internal sealed record StoredRow(byte[] Key, string KeyText, Guid Person, byte[] Digest, byte[] Content, bool Withdrawn);

/// <summary>
/// What is stored of a row: keyed hashes of its key and of what it says, and what it says sealed with the register's own key until the
/// person's record has it.
/// </summary>
internal sealed class MatchRowSeal(RegisterSecrets secrets)
{
    private const string Purpose = "match_row.content";

    public StoredRow Of(string source, FeedRow row)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(new Content(row.Fact, row.Name), DomainJson.Options);

        // The sources are independent of each other: the same key of another one is another row.
        var key = secrets.RegisterKey.ContentHash(Encoding.UTF8.GetBytes($"match row key\n{source}\n{row.Key}"))[..RegisterKey.HashBytes];
        var digest = secrets.RegisterKey.ContentHash([.. Encoding.UTF8.GetBytes($"match row\n{source}\n{row.Person}\n"), .. content]);
        var sealedContent = secrets.Ring.SealForSystem(content, AssociatedData.Of(row.Person.ToString(), Purpose));
        return new StoredRow(key, Convert.ToHexStringLower(key), row.Person.ToGuid(), digest, sealedContent, row.Fact is null);
    }

    /// <param name="key">As stored.</param>
    /// <param name="person">Whom it is about.</param>
    /// <param name="asOf">As of when.</param>
    /// <param name="content">Null where it is withdrawn.</param>
    public WaitingMatch Open(byte[] key, Guid person, DateTimeOffset asOf, byte[]? content)
    {
        var id = PersonId.FromGuid(person);
        var read = content is null
            ? new Content(null, null)
            : JsonSerializer.Deserialize<Content>(
                secrets.Ring.OpenForSystem(content, AssociatedData.Of(id.ToString(), Purpose)),
                DomainJson.Options
            )!;
        return new WaitingMatch(Convert.ToHexStringLower(key), id, asOf, read.Fact, read.Name);
    }

    /// <summary>The stored key of one that was read.</summary>
    public static byte[] KeyOf(string text) => Convert.FromHexString(text);

    private sealed record Content(MatchedFact? Fact, PersonName? Name) : Grid.Domain.Discreet;
}
