using Grid.Domain.Duplicates;
using Grid.Grains.Interfaces.Receipts;

namespace Grid.Grains.Interfaces.Duplicates;

/// <summary>How far a run is.</summary>
public enum DuplicateRunStatus
{
    /// <summary>It goes on until all blocks are compared.</summary>
    Running,

    /// <summary>Every block was compared.</summary>
    Done,

    /// <summary>An operator ended it; pairs that it had found stay.</summary>
    Cancelled,
}

/// <summary>
/// A run over the whole register: first the traits of persons who have none yet, then the blocks, in steps. A step is committed with what it
/// found; after a crash the next activation begins the step again that was not.
/// </summary>
public sealed record DuplicateRun : Discreet
{
    public required Guid Id { get; init; }

    /// <summary>Subject of the token.</summary>
    public required string By { get; init; }

    public required DateTimeOffset OrderedAt { get; init; }

    public required DuplicateRunStatus Status { get; init; }

    /// <summary>Version of the weights that it began with.</summary>
    public required string Weights { get; init; }

    /// <summary>Persons whose traits had to be made first: those of versions without them, and of after a restore of older data.</summary>
    public long Prepared { get; init; }

    /// <summary>Persons whose records could not be opened. They are in no block.</summary>
    public long Unreadable { get; init; }

    /// <summary>Persons who are compared; 0 until it is known.</summary>
    public long Persons { get; init; }

    /// <summary>Steps that are done.</summary>
    public int Step { get; init; }

    /// <summary>Steps in all; 0 until it is known.</summary>
    public int Steps { get; init; }

    /// <summary>Pairs that were compared; one that meets in several blocks is compared in each.</summary>
    public long Compared { get; init; }

    /// <summary>Blocks that were too large to be compared in full.</summary>
    public long LargeBlocks { get; init; }

    /// <summary>Pairs of such blocks that were not compared there. Another block may have compared them.</summary>
    public long NotCompared { get; init; }

    /// <summary>Pairs that are alike enough and were not kept because a step had found too many.</summary>
    public long NotKept { get; init; }

    /// <summary>Pairs that it put on the list, new ones and such as came back because data changed.</summary>
    public long Found { get; init; }

    /// <summary>When its place last moved.</summary>
    public DateTimeOffset? WalkedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>How much a run does at a time.</summary>
public sealed record DuplicateRunLimits : Discreet
{
    /// <summary>Persons whose traits are made in one step.</summary>
    public int Page { get; init; } = 500;

    /// <summary>Persons of a kind of block who are read in one step. Memory and the work that a crash repeats grow with it.</summary>
    public int Slice { get; init; } = 250_000;

    /// <summary>Persons of one block who are in memory at once; of a larger block parts are compared each in itself.</summary>
    public int Held { get; init; } = 20_000;

    /// <summary>Pairs that one step keeps.</summary>
    public int Pairs { get; init; } = 20_000;

    /// <summary>How far blocks are compared in full.</summary>
    public BlockLimits Blocks { get; init; } = new();
}

/// <summary>The runs that look for persons who are in the register twice.</summary>
public interface IDuplicateRuns
{
    /// <summary>Orders one; false when another one is under way. One commit with the receipt.</summary>
    Task<bool> OrderAsync(DuplicateRun run, CommandReceipt? receipt, CancellationToken cancellationToken);

    /// <summary>Ends a running one; false when it does not run. One commit with the receipt.</summary>
    Task<bool> CancelAsync(Guid id, DateTimeOffset at, CommandReceipt? receipt, CancellationToken cancellationToken);

    Task<DuplicateRun?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>The newest first, at most this many.</summary>
    Task<IReadOnlyList<DuplicateRun>> ListAsync(int limit, CancellationToken cancellationToken);

    /// <summary>The running one; null when there is none.</summary>
    Task<DuplicateRun?> CurrentAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Does the next step of a run and commits it with what it found. A step that another activation did meanwhile is not done twice, and a
    /// run that does not run any more is not touched.
    /// </summary>
    Task StepAsync(
        DuplicateRun run,
        LikenessWeights weights,
        DuplicateRunLimits limits,
        DateTimeOffset at,
        CancellationToken cancellationToken
    );
}
