using Grid.Console.Tests.Hosts;

namespace Grid.Console.Tests.Pages;

/// <summary>What holds for each page, whatever it shows: looked at in one visit, since visits are what costs.</summary>
internal static class EveryPage
{
    public static async Task CheckAsync(Browser browser, PagesHost host, string language, string state)
    {
        var wrong = new List<string>();
        foreach (var group in PageList.Of(state, language).GroupBy(page => (page.Role, page.Office)))
        {
            await using var visitor = await browser.VisitAsync(host);
            await visitor.SignInAsync(group.Key.Role, group.Key.Office, language);
            foreach (var (path, role, _) in group)
            {
                var name = $"{state}-{language}{PageList.Now(path)}";
                var answer = await visitor.OpenAsync(PageList.Now(path));
                Assert.Equal(200, answer.Status);
                if (string.IsNullOrWhiteSpace(await visitor.HeadingAsync()))
                    wrong.Add($"{name}: no heading");
                var tongue = await visitor.Page.EvaluateAsync<string>("() => document.documentElement.lang");
                if (tongue != (language == "en" ? "en" : "zh-CN"))
                    wrong.Add($"{name}: its language is {tongue}");
                wrong.AddRange((await visitor.AxeAsync()).Select(found => $"{name}: {found}"));
                if (await visitor.OverflowAsync() > 0)
                    wrong.Add($"{name}: wider than the window");
                await visitor.PictureAsync(name);
                await visitor.Page.SetViewportSizeAsync(Visitor.Phone.Width, Visitor.Phone.Height);
                if (await visitor.OverflowAsync() > 0)
                    wrong.Add($"{name}: wider than a phone");
                await visitor.PictureAsync(name + "-phone");
                await visitor.Page.SetViewportSizeAsync(Visitor.Desk.Width, Visitor.Desk.Height);
            }

            wrong.AddRange(visitor.Complaints.Select(said => $"{state}-{language} {group.Key.Role}: {said}"));
            wrong.AddRange(
                visitor
                    .Asked.Where(asked => asked.Scheme is "http" or "https" && asked.Authority != host.Pages.Authority)
                    .Select(asked => $"{state}: a foreign host was asked: {asked}")
            );
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Distinct()));
    }
}
