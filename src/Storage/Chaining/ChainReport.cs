using System.Globalization;

namespace Grid.Storage.Chaining;

/// <summary>What is wrong with a row.</summary>
public enum ChainFaultKind
{
    /// <summary>Not as it was written: changed, dated back, or put in another one's place.</summary>
    Changed,

    /// <summary>Deleted.</summary>
    Missing,

    /// <summary>Was not written by the register.</summary>
    Inserted,

    /// <summary>A state from before: the journal goes on.</summary>
    OldState,

    /// <summary>Has no MAC although everything was chained: the MAC was removed, or an older host wrote it since.</summary>
    Unchained,

    /// <summary>Is sound by itself and not in the log of commits: entries of the log were removed.</summary>
    Unlogged,

    /// <summary>Its data key is wrapped by a key that the ring lacks: the ring is not the newest one, or the row was changed.</summary>
    KeyUnknown,

    /// <summary>Its data key was destroyed, and the journal has no erasure: an act of revenge, not of retention.</summary>
    KeyDestroyed,

    /// <summary>Its data key is not the one of its state: the key of a person who was erased was put back.</summary>
    KeyPutBack,
}

/// <summary>A row that is not as the register wrote it.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Row">Its key: a person's identifier, with the sequence behind a slash (or several) in the journal.</param>
/// <param name="Kind">What is wrong.</param>
public sealed record ChainFault(string Table, string Row, ChainFaultKind Kind)
{
    public override string ToString() => $"{Table} {Row}: {Text(Kind)}";

    internal static ChainFault Person(Guid person, ChainFaultKind kind) => new("person", $"{person:N}", kind);

    internal static ChainFault Journal(Guid person, long first, long last, ChainFaultKind kind) =>
        new(
            "journal",
            first == last
                ? string.Create(CultureInfo.InvariantCulture, $"{person:N}/{first}")
                : string.Create(CultureInfo.InvariantCulture, $"{person:N}/{first}-{last}"),
            kind
        );

    private static string Text(ChainFaultKind kind) =>
        kind switch
        {
            ChainFaultKind.Changed => "被改动。changed, dated back or replaced",
            ChainFaultKind.Missing => "被删除。deleted",
            ChainFaultKind.Inserted => "非本系统写入。inserted, not by the register",
            ChainFaultKind.OldState => "被换回旧状态。an old state was put back",
            ChainFaultKind.KeyUnknown =>
                "数据密钥所用的密钥不在此密钥环。its data key is wrapped by a key that this ring lacks: an old copy of keys.json, or the row was changed",
            ChainFaultKind.KeyDestroyed =>
                "数据密钥被销毁，但流水中没有删除记录。its data key was destroyed, and the journal has no erasure: restore the key from a backup",
            ChainFaultKind.KeyPutBack =>
                "数据密钥与所存内容不符，已删除人员的密钥被换回。its data key is not that of its state: the key of an erased person was put back",
            ChainFaultKind.Unlogged => "不在提交日志中。not in the log of commits: entries of the log were removed",
            ChainFaultKind.Unchained =>
                "缺少校验码。has no MAC: it was removed, or an older version wrote this after everything was chained",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
}

/// <summary>The result of a check.</summary>
/// <param name="Persons">Persons checked.</param>
/// <param name="Rows">Journal rows checked.</param>
/// <param name="Unchained">Persons whom a host that makes no MACs wrote last: not protected until "db chain" has run.</param>
/// <param name="Erased">Persons whose data key was destroyed.</param>
/// <param name="CompleteSince">Since when everything has a MAC; null if "db chain" has not run.</param>
/// <param name="Entries">Entries of the log of commits.</param>
/// <param name="Accesses">Entries of the access log.</param>
/// <param name="AccessesUnchained">Entries of the access log without a MAC: older versions wrote them.</param>
/// <param name="Faults">The faults, at most <see cref="Listed"/>.</param>
/// <param name="FaultCount">How many there are in all.</param>
public sealed record ChainReport(
    long Persons,
    long Rows,
    long Unchained,
    long Erased,
    DateTimeOffset? CompleteSince,
    long Entries,
    long Accesses,
    long AccessesUnchained,
    IReadOnlyList<ChainFault> Faults,
    long FaultCount
)
{
    /// <summary>Faults that are listed at most.</summary>
    public const int Listed = 1_000;
}
