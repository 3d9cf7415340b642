using System.Globalization;
using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Text;
using Grid.Storage.Searching;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Counting;

/// <summary>The part of a query over movements that keeps to a cell's breakdown.</summary>
internal static class CellCondition
{
    /// <summary>Whether the measure is broken down so at all.</summary>
    public static bool IsCell(FigureCell cell) =>
        cell.Dimension switch
        {
            Dimension.Total or Dimension.Sex or Dimension.Education => true,
            Dimension.Reason or Dimension.Ground or Dimension.Channel => cell.Measure == Measure.New,
            Dimension.ExitReason or Dimension.HardshipReemployed => cell.Measure == Measure.Exited,
            Dimension.Peer => cell.Measure is Measure.TransferredIn or Measure.TransferredOut,
            Dimension.Cause => cell.Measure is Measure.AdjustedIn or Measure.AdjustedOut,
            _ => false,
        };

    /// <summary>
    /// Adds a condition and its parameter. A value outside the breakdown finds nothing, and so does reason 70: here it is among
    /// 90.
    /// </summary>
    public static string Of(FigureCell cell, NpgsqlCommand command) =>
        cell.Dimension switch
        {
            Dimension.Total => cell.Value == FigureCell.All ? "true" : "false",
            Dimension.Sex => Code(command, "sex", cell.Value),
            Dimension.Education when cell.Value == FigureCell.None => "education IS NULL",
            Dimension.Education => Text(command, "education", cell.Value),
            Dimension.Reason => Code(command, "reason", cell.Value),
            Dimension.Ground => Member<PlaceGround>(command, "ground", cell.Value),
            Dimension.Channel => Member<ApplicationChannel>(command, "channel", cell.Value),
            Dimension.ExitReason => Code(command, "exit_reason", cell.Value),
            Dimension.HardshipReemployed => cell.Value == FigureCell.All ? "hardship" : "false",
            Dimension.Peer => Text(command, "peer", cell.Value),
            Dimension.Cause => Text(command, "cause", cell.Value),
            _ => "false",
        };

    private static string Text(NpgsqlCommand command, string column, string value) =>
        Prefix.IsWellFormed(value) ? $"{column} = {QueryValues.Add(command, value)}" : "false";

    private static string Code(NpgsqlCommand command, string column, string value) =>
        short.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            ? $"{column} = {QueryValues.Add(command, code, NpgsqlDbType.Smallint)}"
            : "false";

    private static string Member<TEnum>(NpgsqlCommand command, string column, string value)
        where TEnum : struct, Enum
    {
        foreach (var member in Enum.GetValues<TEnum>())
        {
            if (string.Equals(EnumName.Of(member), value, StringComparison.Ordinal))
                return $"{column} = {QueryValues.Add(command, Convert.ToInt16(member, CultureInfo.InvariantCulture), NpgsqlDbType.Smallint)}";
        }

        return "false";
    }
}
