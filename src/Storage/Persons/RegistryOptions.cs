using System.Collections.Frozen;
using System.ComponentModel.DataAnnotations;
using Grid.Domain.Persons;
using Grid.Domain.Platform;

namespace Grid.Storage.Persons;

/// <summary>How the storage of persons works. The defaults are what measurements on two cores showed to be best.</summary>
public sealed record RegistryOptions
{
    /// <summary>Groups that are committed at once, each on a connection of its own.</summary>
    [Range(1, 16)]
    public int WriterLoops { get; set; } = 2;

    /// <summary>Groups of cold persons that are read at once.</summary>
    [Range(1, 16)]
    public int ReaderLoops { get; set; } = 1;

    /// <summary>Persons in a group at most.</summary>
    [Range(1, 4096)]
    public int GroupSize { get; set; } = 256;

    /// <summary>Writes, and reads, that may wait; further ones are rejected at once.</summary>
    [Range(1, 1_000_000)]
    public int QueueCapacity { get; set; } = 10_000;

    /// <summary>
    /// A read that takes longer counts as a lost connection; a write that takes longer is ended by the server. What the commit waits for (a
    /// synchronous standby) is not part of it.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan StatementTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long to look for the outcome after a connection was lost, before it is reported as unknown. Shorter than the callers' time-out.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan OutcomeTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a write that met a deadlock is tried in all.</summary>
    [Range(1, 20)]
    public int ContentionAttempts { get; set; } = 5;

    /// <summary>
    /// Kinds of items for which the national platform has no interface: written straight onto the list "to report by hand".
    /// </summary>
    public IReadOnlySet<PlatformItemKind> PlatformByHand { get; set; } = PlatformFields.BuiltIn.ByHand.ToFrozenSet();

    /// <summary>Whether the register is connected to the province's electronic licences. If not, no items for them are written.</summary>
    public bool Licences { get; set; }
}
