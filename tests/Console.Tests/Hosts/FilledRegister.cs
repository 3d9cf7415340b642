using System.Net;
using Grid.Api.Tests.Hosts;

namespace Grid.Console.Tests.Hosts;

/// <summary>A register with made-up persons, all through the API: some apply, most are registered, some leave, some wait too long.</summary>
public sealed class FilledRegister : PagesHost
{
    private const int Persons = 12;

    /// <summary>A county below Nanchang, and an office of it.</summary>
    public const string County = "360102";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var clerk = new Grid.Api.Tests.Hosts.Api(this, Token("clerk", Grid.Api.Tests.Hosts.Api.Donghu));
        for (var i = 0; i < Persons; i++)
        {
            if (i % 4 == 3)
            {
                (await clerk.PostAsync("/v1/applications", People.Submission().ToJsonString())).Expect(HttpStatusCode.Created);
                continue;
            }

            var (person, _, _) = await People.RegisterAsync(clerk);
            if (i % 4 == 1)
                (await clerk.PostAsync($"/v1/persons/{person}/contacts", """{"channel":"telephone","outcome":"reached","note":"三次拒绝推荐岗位,建议注销登记"}""")).Expect(HttpStatusCode.OK);
            if (i % 4 == 0)
                (await clerk.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);
        }
    }
}
