using System.Buffers.Binary;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Chaining.Checkpoints;

/// <summary>
/// The entries of the tree. They say how far each person and each writer of the access log has come, and with which MAC: what is put back
/// to an earlier moment as a whole, with MACs that fit, contradicts them.
/// </summary>
internal static class TreeEntry
{
    public const byte Persons = 1;
    public const byte Access = 2;
    public const byte Complete = 3;

    /// <summary>Bytes of a person: id, version, sequence, MAC.</summary>
    private const int PersonBytes = 16 + 8 + 8 + 32;

    /// <summary>Adds what the statement selects as <c>content</c>, in its transaction.</summary>
    public const string Insert = "INSERT INTO tree_waiting (content) VALUES ($1)";

    /// <summary>An expression for the entry of a group, over rows whose column <c>logged</c> is <see cref="OfPerson"/>.</summary>
    public static string PersonsSql(string alias) => $@"'\x01'::bytea || string_agg({alias}.logged, ''::bytea)";

    /// <summary>One person's part of an entry.</summary>
    public static byte[] OfPerson(PersonEntry person)
    {
        var part = new byte[PersonBytes];
        Write(person, part);
        return part;
    }

    public static byte[] OfPersons(IReadOnlyCollection<PersonEntry> persons)
    {
        var entry = new byte[1 + (persons.Count * PersonBytes)];
        entry[0] = Persons;
        var at = entry.AsSpan(1);
        foreach (var person in persons)
        {
            Write(person, at);
            at = at[PersonBytes..];
        }

        return entry;
    }

    private static void Write(PersonEntry person, Span<byte> at)
    {
        person.Person.TryWriteBytes(at, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(at[16..], person.Version);
        BinaryPrimitives.WriteInt64BigEndian(at[24..], person.Sequence);
        person.Mac.CopyTo(at[32..]);
    }

    /// <summary>The persons of an entry; none if it is of another kind, or no entry.</summary>
    public static IEnumerable<PersonEntry> PersonsOf(byte[] entry)
    {
        if (entry.Length == 0 || entry[0] != Persons || (entry.Length - 1) % PersonBytes != 0)
            yield break;
        for (var at = 1; at < entry.Length; at += PersonBytes)
        {
            yield return new PersonEntry(
                new Guid(entry.AsSpan(at, 16), bigEndian: true),
                BinaryPrimitives.ReadInt64BigEndian(entry.AsSpan(at + 16)),
                BinaryPrimitives.ReadInt64BigEndian(entry.AsSpan(at + 24)),
                entry[(at + 32)..(at + PersonBytes)]
            );
        }
    }

    public static byte[] OfAccess(AccessEntryGroup group)
    {
        var entry = new byte[1 + 16 + 8 + 32 + (8 * group.Ids.Count)];
        entry[0] = Access;
        group.Writer.TryWriteBytes(entry.AsSpan(1), bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(entry.AsSpan(17), group.Sequence);
        group.Head.CopyTo(entry.AsSpan(25));
        for (var i = 0; i < group.Ids.Count; i++)
            BinaryPrimitives.WriteInt64BigEndian(entry.AsSpan(57 + (8 * i)), group.Ids[i]);
        return entry;
    }

    public static AccessEntryGroup? AccessOf(byte[] entry)
    {
        if (entry.Length < 57 || entry[0] != Access || (entry.Length - 57) % 8 != 0)
            return null;
        var ids = new long[(entry.Length - 57) / 8];
        for (var i = 0; i < ids.Length; i++)
            ids[i] = BinaryPrimitives.ReadInt64BigEndian(entry.AsSpan(57 + (8 * i)));
        return new AccessEntryGroup(
            new Guid(entry.AsSpan(1, 16), bigEndian: true),
            BinaryPrimitives.ReadInt64BigEndian(entry.AsSpan(17)),
            entry[25..57],
            ids
        );
    }

    /// <summary>The entry of a row of <c>chain_complete</c>: its MAC, which is over its values.</summary>
    public static byte[] OfComplete(byte[] mac) => [Complete, .. mac];

    public static byte[]? CompleteOf(byte[] entry) => entry is [Complete, .. var mac] && mac.Length == 32 ? mac : null;

    public static async Task WriteAsync(NpgsqlConnection connection, byte[] entry, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Insert, connection);
        command.Parameters.AddWithValue(NpgsqlDbType.Bytea, entry);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <summary>A person's row after a commit.</summary>
internal sealed record PersonEntry(Guid Person, long Version, long Sequence, byte[] Mac);

/// <summary>A group of entries of the access log.</summary>
/// <param name="Writer">Whose chain.</param>
/// <param name="Sequence">Position in it.</param>
/// <param name="Head">MAC of the last entry.</param>
/// <param name="Ids">The entries.</param>
internal sealed record AccessEntryGroup(Guid Writer, long Sequence, byte[] Head, IReadOnlyList<long> Ids);
