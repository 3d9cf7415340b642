namespace Grid.Console.Texts;

/// <summary>What outcomes of accesses, and signs of unusual readers, are called.</summary>
public static class AccessWords
{
    public static IReadOnlyList<string> Outcomes { get; } =
    ["shown", "outOfReach", "notAllowed", "notSignedIn", "notFound", "pairFailed", "limited", "signedIn", "signInFailed", "signedOut"];

    public static string Outcome(string outcome, UiLanguage language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return outcome switch
        {
            "shown" => language["已显示", "Shown"],
            "outOfReach" => language["不在管辖范围", "Out of reach"],
            "notAllowed" => language["无权限", "Not allowed"],
            "notSignedIn" => language["未登录", "Not signed in"],
            "notFound" => language["查无此人", "Not found"],
            "pairFailed" => language["信息不符", "Particulars do not fit"],
            "limited" => language["超过每小时次数", "Over the hour's limit"],
            "signedIn" => language["登录", "Signed in"],
            "signInFailed" => language["登录失败", "Sign-in failed"],
            "signedOut" => language["退出", "Signed out"],
            _ => outcome,
        };
    }

    public static string Sign(string sign, UiLanguage language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return sign switch
        {
            "limited" => language["达到每小时上限", "Reached the hour's limit"],
            "denied" => language["多次被拒绝", "Many denials"],
            "oneHome" => language["集中查看同一住址", "One house"],
            "oneSurname" => language["集中查看同一姓氏", "One surname"],
            "atNight" => language["夜间查看", "At night"],
            "offHours" => language["非工作时间查看", "Out of office hours"],
            "many" => language["查看人数明显偏多", "Many persons"],
            _ => sign,
        };
    }
}
