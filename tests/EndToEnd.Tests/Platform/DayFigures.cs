using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Grid.Client.Generated.Models;

namespace Grid.EndToEnd.Tests.Platform;

/// <summary>What a day of exits did, for people.</summary>
internal sealed class DayFigures
{
    public required DateOnly Day { get; init; }

    public required int Persons { get; init; }

    /// <summary>Items by kind: in the journal, at the platform, and keys that only one of the two has.</summary>
    public required IReadOnlyList<(string Kind, int Journal, int Platform, int Differing)> Kinds { get; init; }

    /// <summary>Persons whose items the platform took in another order than the journal has them.</summary>
    public required int OutOfOrder { get; init; }

    /// <summary>From the first exit to the last one that was answered.</summary>
    public required TimeSpan Working { get; init; }

    /// <summary>From the last answer of an office to the last item at the platform.</summary>
    public required TimeSpan Draining { get; init; }

    public required int Kills { get; init; }

    /// <summary>Faults in force, as the simulator reports them.</summary>
    public required JsonArray Faults { get; init; }

    public required long Batches { get; init; }

    public required int SentAgain { get; init; }

    public required long Refusals { get; init; }

    public required int Resent { get; init; }

    public required (int Made, long Stored, long Handed) Applications { get; init; }

    /// <summary>The manifest in force.</summary>
    public required PlatformDayLine Manifest { get; init; }

    public override string ToString()
    {
        var text = new StringBuilder()
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"{Day:yyyy-MM-dd}: {Persons} persons, {Kills} kills (SIGKILL), every fault of the simulator"
            )
            .AppendLine("kind            journal  platform  keys that only one has");
        foreach (var (kind, journal, platform, differing) in Kinds)
            text.AppendLine(CultureInfo.InvariantCulture, $"{kind, -14}{journal, 9}{platform, 10}{differing, 9}");
        return text.AppendLine(CultureInfo.InvariantCulture, $"persons whose order differs: {OutOfOrder}")
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"time: offices {Working.TotalSeconds:0.0} s, then {Draining.TotalSeconds:0.0} s until the last item was held"
            )
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"uploads that took effect: {Batches}; items that came more than once: {SentAgain}; refusals: {Refusals}; sent again by the operator: {Resent}"
            )
            .AppendLine(
                "faults dealt: "
                    + string.Join(
                        ", ",
                        Faults.Select(fault =>
                            string.Create(CultureInfo.InvariantCulture, $"{fault!["fault"]} {fault["dealt"]} (rate {fault["rate"]})")
                        )
                    )
            )
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"applications: {Applications.Made} made at the platform, {Applications.Stored} stored, {Applications.Handed} with their persons"
            )
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"reconciliation: missing {Manifest.Missing}; expected {Manifest.Expected}, accepted {Manifest.Accepted}, held {Manifest.Held}"
            )
            .ToString();
    }
}
