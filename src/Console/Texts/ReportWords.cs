namespace Grid.Console.Texts;

/// <summary>What the states of a report are called.</summary>
public static class ReportWords
{
    public static string Status(string status, UiLanguage language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return status switch
        {
            "draft" => language["草稿", "Draft"],
            "checked" => language["已审核", "Checked"],
            "submitted" => language["已上报", "Submitted"],
            _ => status,
        };
    }

    public static string Result(string result, UiLanguage language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return result switch
        {
            "passed" => language["通过", "passed"],
            "noted" => language["提示", "noted"],
            "failed" => language["未通过", "failed"],
            _ => result,
        };
    }
}
