using Grid.Domain.Persons;
using Grid.Storage.Chaining.Checkpoints;
using Grid.Storage.Journal;
using Grid.Storage.Sealing;
using Npgsql;

namespace Grid.Storage.Chaining;

/// <summary>A person's row, and what a walk along its journal finds.</summary>
internal sealed class ChainedPerson(StateMac row, byte[] state, long? chainedVersion, byte[]? mac, byte[]? dataKey)
{
    public const string Columns =
        "person_id, version, sequence, state_schema, chain, last_commit, written_at, state, chained_version, mac, data_key";

    private static readonly string ErasedEvent = EventJson.NameOf(typeof(PersonErased));

    private readonly List<ChainFault> faults = [];

    /// <summary>First row without a MAC since the last one with one; 0 when there is none.</summary>
    private long bare;
    private bool afterGap;

    /// <summary>Rows after the row's own sequence that fit the chain.</summary>
    private long later;

    /// <summary>The event of the last row.</summary>
    private string? lastEvent;

    /// <summary>Rows that have no MAC of their own, with the one that they must have.</summary>
    public List<(long Sequence, byte[] Mac)> Bare { get; } = [];

    public Guid Person => row.Person;

    public StateMac Row => row;

    public byte[] State => state;

    /// <summary>Whether the last writer made MACs.</summary>
    public bool IsChained => chainedVersion == row.Version;

    /// <summary>MAC of the last row.</summary>
    public byte[]? Head { get; private set; }

    /// <summary>Sequence of the last row.</summary>
    public long Last { get; private set; }

    public static ChainedPerson Of(NpgsqlDataReader row) =>
        new(
            new StateMac(
                row.GetGuid(0),
                row.GetInt64(1),
                row.GetInt64(2),
                row.GetInt16(3),
                BytesOrNull(row, 4),
                row.GetGuid(5),
                row.GetFieldValue<DateTimeOffset>(6)
            ),
            row.GetFieldValue<byte[]>(7),
            row.IsDBNull(8) ? null : row.GetInt64(8),
            BytesOrNull(row, 9),
            BytesOrNull(row, 10)
        );

    /// <summary>The next row of the journal, in order.</summary>
    /// <param name="reader">At a row of <see cref="JournalChain.Columns"/> from <paramref name="first"/> on, then the MAC.</param>
    /// <param name="first">Where they begin.</param>
    /// <param name="keys">The keys.</param>
    public void Next(NpgsqlDataReader reader, int first, ChainKeys keys)
    {
        var sequence = reader.GetInt64(first);
        if (sequence > Last + 1)
        {
            faults.Add(ChainFault.Journal(Person, Last + 1, sequence - 1, ChainFaultKind.Missing));
            afterGap = true;
        }

        Last = sequence;
        lastEvent = reader.GetString(first + 1);
        var expected = JournalChain.Of(reader, first, Person, Head, keys);
        if (BytesOrNull(reader, first + 13) is not { } stored)
        {
            if (bare == 0)
                bare = sequence;
            Bare.Add((sequence, expected));
            Head = expected;
            return;
        }

        var fits = ChainKeys.Same(expected, stored);
        if (!fits && sequence > row.Sequence)
            faults.Add(ChainFault.Journal(Person, sequence, sequence, ChainFaultKind.Inserted));
        else if (!fits && !(afterGap && bare == 0))
            faults.Add(ChainFault.Journal(Person, bare == 0 ? sequence : bare, sequence, ChainFaultKind.Changed));
        else if (fits && sequence > row.Sequence)
            later++;

        // From the stored MAC on: the row after a changed one is not at fault.
        (Head, bare, afterGap) = (stored, 0, false);
    }

    /// <summary>Whether the data key was destroyed.</summary>
    public bool IsErased => dataKey is null;

    /// <summary>The data key as it is stored.</summary>
    public byte[]? WrappedKey => dataKey;

    /// <summary>What is wrong, after the last row.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="isComplete">Everything was chained once: nothing is without a MAC.</param>
    /// <param name="logged">What the log of commits says of the person; null for nothing.</param>
    public IReadOnlyList<ChainFault> Faults(ChainKeys keys, bool isComplete, PersonEntry? logged)
    {
        AddFaults(keys, isComplete);
        if (faults.Count > 0)
            return faults;
        // The row fits by itself. A whole past that was put back does too, but the log knows what came after it.
        if (logged is not null && (row.Version < logged.Version || Last < logged.Sequence))
            faults.Add(ChainFault.Person(Person, ChainFaultKind.OldState));
        if (Last < logged?.Sequence)
            faults.Add(ChainFault.Journal(Person, Last + 1, logged.Sequence, ChainFaultKind.Missing));
        if (faults.Count == 0 && IsChained && row.Version != logged?.Version)
            faults.Add(ChainFault.Person(Person, ChainFaultKind.Unlogged));
        if (faults.Count == 0 && row.Version == logged?.Version && !ChainKeys.Same(mac, logged.Mac))
            faults.Add(ChainFault.Person(Person, ChainFaultKind.Changed));
        return faults;
    }

    /// <summary>What is wrong with the rows by themselves.</summary>
    public IReadOnlyList<ChainFault> FaultsOfRows(ChainKeys keys)
    {
        AddFaults(keys, isComplete: false);
        return faults;
    }

    private void AddFaults(ChainKeys keys, bool isComplete)
    {
        if (isComplete)
            faults.AddRange(Bare.Select(one => ChainFault.Journal(Person, one.Sequence, one.Sequence, ChainFaultKind.Unchained)));
        if (!IsAsWritten(keys))
        {
            faults.Add(ChainFault.Person(Person, ChainFaultKind.Changed));
            return; // It says nothing about its journal.
        }

        if (FaultOfKey(keys) is { } kind)
            faults.Add(ChainFault.Person(Person, kind));

        if (!IsChained && isComplete)
            faults.Add(ChainFault.Person(Person, ChainFaultKind.Unchained));
        if (Last < row.Sequence)
            faults.Add(ChainFault.Journal(Person, Last + 1, row.Sequence, ChainFaultKind.Missing));
        else if (later > 0)
            faults.Add(ChainFault.Person(Person, ChainFaultKind.OldState));
        else if (Last > row.Sequence && bare > row.Sequence)
            faults.Add(ChainFault.Journal(Person, bare, Last, ChainFaultKind.Inserted));
        else if (IsChained && faults.Count == 0 && Last > 0 && !ChainKeys.Same(Head, row.Chain))
            faults.Add(ChainFault.Journal(Person, bare == 0 ? Last : bare, Last, ChainFaultKind.Changed));
    }

    /// <summary>
    /// A row that an older host wrote has another state than the MAC is of. If the MAC fits all but the version, no host wrote it: the
    /// version was changed.
    /// </summary>
    private bool IsAsWritten(ChainKeys keys) =>
        IsChained
            ? ChainKeys.Same(row.Of(state, keys), mac)
            : !ChainKeys.Same(row.Of(state, keys), mac)
                && (chainedVersion is not { } before || !ChainKeys.Same((row with { Version = before }).Of(state, keys), mac));

    /// <summary>
    /// The key is not in the MAC, but what it is needed for is. An erasure leaves an empty state, as its MAC says, and is the last event.
    /// Only the register can make either, so whoever destroys a key by hand is found; and so is a key of an erased person, or of the time
    /// before an erasure, that is put back from a backup.
    /// </summary>
    private ChainFaultKind? FaultOfKey(ChainKeys keys)
    {
        var isErasure = state.Length == 0 && lastEvent == ErasedEvent;
        if (dataKey is null)
            return isErasure ? null : ChainFaultKind.KeyDestroyed;
        if (isErasure)
            return ChainFaultKind.KeyPutBack;
        try
        {
            var key = DataKey.Unwrap(keys.Ring, dataKey, $"{Person:N}");
            return Sealer.KeyIdOf(state) == key.Id ? null : ChainFaultKind.KeyPutBack;
        }
        catch (SealBrokenException)
        {
            return ChainFaultKind.Changed;
        }
        catch (SealKeyMissingException)
        {
            return ChainFaultKind.KeyUnknown;
        }
    }

    private static byte[]? BytesOrNull(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);
}
