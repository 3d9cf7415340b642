namespace Grid.Console.Texts;

/// <summary>What the measures of the statistics are called.</summary>
public static class MeasureWords
{
    public static string Of(string measure, Speech speech)
    {
        ArgumentNullException.ThrowIfNull(speech);
        return measure switch
        {
            "opening" => speech["期初", "opening"],
            "new" => speech["新增", "new"],
            "transferredIn" => speech["转入", "transferred in"],
            "adjustedIn" => speech["调增", "adjusted in"],
            "exited" => speech["退出", "exited"],
            "becameOrdinary" => speech["转为正式登记", "became ordinary"],
            "transferredOut" => speech["转出", "transferred out"],
            "adjustedOut" => speech["调减", "adjusted out"],
            "closing" => speech["期末", "closing"],
            _ => measure,
        };
    }
}
