namespace Grid.Console.Texts;

/// <summary>What the states of a report are called.</summary>
public static class ReportWords
{
    public static string Status(string status, Speech speech)
    {
        ArgumentNullException.ThrowIfNull(speech);
        return status switch
        {
            "draft" => speech["草稿", "Draft"],
            "checked" => speech["已审核", "Checked"],
            "submitted" => speech["已上报", "Submitted"],
            _ => status,
        };
    }

    public static string Result(string result, Speech speech)
    {
        ArgumentNullException.ThrowIfNull(speech);
        return result switch
        {
            "passed" => speech["通过", "passed"],
            "noted" => speech["提示", "noted"],
            "failed" => speech["未通过", "failed"],
            _ => result,
        };
    }
}
