namespace Grid.Console.Texts;

/// <summary>What the measures of the statistics are called.</summary>
public static class MeasureWords
{
    public static string Of(string measure, UiLanguage language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return measure switch
        {
            "opening" => language["期初", "opening"],
            "new" => language["新增", "new"],
            "transferredIn" => language["转入", "transferred in"],
            "adjustedIn" => language["调增", "adjusted in"],
            "exited" => language["退出", "exited"],
            "becameOrdinary" => language["转为正式登记", "became ordinary"],
            "transferredOut" => language["转出", "transferred out"],
            "adjustedOut" => language["调减", "adjusted out"],
            "closing" => language["期末", "closing"],
            _ => measure,
        };
    }
}
