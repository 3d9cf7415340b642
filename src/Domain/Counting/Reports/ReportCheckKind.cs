using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Counting.Reports;

/// <summary>What a report is checked for before it may be submitted (DESIGN "Counting"; §5.2).</summary>
[JsonConverter(typeof(StrictEnumConverter<ReportCheckKind>))]
public enum ReportCheckKind
{
    /// <summary>Closing = opening + new + transferred in + adjusted in − exited − became ordinary − transferred out − adjusted out, in total, by sex and by education; no stock below zero.</summary>
    Closing,

    /// <summary>Opening = closing of the period before, in the figures and in that period's submitted report.</summary>
    Opening,

    /// <summary>Each breakdown sums to its total.</summary>
    Breakdowns,

    /// <summary>The region is the sum of the regions below.</summary>
    Children,

    /// <summary>What went from one leaf of the region came to another. Noted where the two sides of some stand in different periods, because one leaf had closed before the other.</summary>
    InternalTransfers,

    /// <summary>The stock by the segments is the closing, in total, by sex and by education; its bands sum to it.</summary>
    Stock,

    /// <summary>Nothing waits to be folded.</summary>
    Waiting,

    /// <summary>The latest recount from the journal is of these figures and found no difference.</summary>
    Recount,

    /// <summary>The denominator is not below the stock. Without one there is no rate, which is noted.</summary>
    Denominator,

    /// <summary>The national platform's own figures (R11.2): noted while the register is not connected, or while days differ. Never hinders a submission: no office waits for the platform.</summary>
    Platform,
}
