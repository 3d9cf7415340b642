namespace Grid.Resilience.Tests.Checking;

/// <summary>What the checker found.</summary>
internal sealed record Sums(
    int Acknowledged,
    int Abandoned,
    int AbandonedButDone,
    int Lost,
    int Doubled,
    int Persons,
    long JournalRows,
    long PlatformItems
)
{
    public override string ToString() =>
        $"acknowledged {Acknowledged}, lost {Lost}, doubled {Doubled}; left alone without an answer {Abandoned}, of these done {AbandonedButDone}; persons {Persons}, journal rows {JournalRows}, items at the platform {PlatformItems}";
}
