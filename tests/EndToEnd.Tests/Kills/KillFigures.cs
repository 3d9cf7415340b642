using System.Globalization;
using System.Text;

namespace Grid.EndToEnd.Tests.Kills;

/// <summary>What a run of the kill test did.</summary>
public sealed class KillFigures
{
    public int Random { get; set; }

    public int BeforeCommit { get; set; }

    public int AfterCommit { get; set; }

    public int BeforeFold { get; set; }

    public int AfterFold { get; set; }

    public int Commands { get; set; }

    public int Repeated { get; set; }

    public int Replayed { get; set; }

    public int Persons { get; set; }

    public long JournalRows { get; set; }

    public long Pages { get; set; }

    public long Registered { get; set; }

    public long Exited { get; set; }

    public long DifferentCells { get; set; }

    public List<TimeSpan> StartToReady { get; } = [];

    public override string ToString()
    {
        var ready = StartToReady.Order().ToArray();
        return new StringBuilder()
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"kills: {Random + BeforeCommit + AfterCommit + BeforeFold + AfterFold} ({Random} at random, {BeforeCommit} before a commit, {AfterCommit} after a commit, {BeforeFold} while a page of counts is folded, {AfterFold} after one)"
            )
            .AppendLine(CultureInfo.InvariantCulture, $"commands acknowledged: {Commands}, each found once in receipts and journal")
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"sent more than once because no answer came: {Repeated}; of these already committed at the first time: {Replayed}"
            )
            .AppendLine(CultureInfo.InvariantCulture, $"persons: {Persons}, journal rows of commands: {JournalRows}")
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"counted: {Registered} new, {Exited} exits, folded in {Pages} pages; cells that differ from a recount of the journal: {DifferentCells}"
            )
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"start to ready: median {ready[ready.Length / 2].TotalSeconds:0.00} s, longest {ready[^1].TotalSeconds:0.00} s ({ready.Length} starts)"
            )
            .ToString();
    }
}
