using System.Net;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Recognising;

/// <summary>A province that makes recognitions public for some working days (公示).</summary>
public sealed class PublicityHost : ApiHost
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("grid-publicity-");

    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["GRID_DATA"] = data.FullName };

    public override async ValueTask InitializeAsync()
    {
        data.CreateSubdirectory("hardship");
        await File.WriteAllTextAsync(
            Path.Combine(data.FullName, "hardship", "terms.json"),
            """{"version":"省认定办法","publicityWorkingDays":5,"months":24,"categories":[]}""",
            TestContext.Current.CancellationToken
        );
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        data.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }
}

/// <summary>While the publicity lasts: one line for the office to put up, and no decision.</summary>
public sealed class PublicityTests(PublicityHost host) : IClassFixture<PublicityHost>
{
    [Fact]
    public async Task The_office_gets_one_masked_line_and_decides_only_afterwards()
    {
        var clerk = new Hosts.Api(host, host.Token("clerk", Hosts.Api.Donghu));
        var number = People.Number();
        var (person, application, _) = await People.RegisterAsync(clerk, People.Submission(number, name: "欧阳测试"));
        var at = $"/v1/persons/{person}/hardship";
        var id = (await clerk.PostAsync(at + "/applications", new { origin = "person", categories = new[] { "060" } })).Expect(
            HttpStatusCode.OK
        )["reference"];
        var examined = (
            await clerk.PostAsync(
                $"{at}/applications/{id}/examination",
                new { categories = new[] { "060" }, evidence = new { basis = "3", note = "与残联数据核对" } }
            )
        ).Expect(HttpStatusCode.OK);
        var until = examined["due"];
        Assert.NotNull(until);

        var publicity = (await clerk.GetAsync(at)).Expect(HttpStatusCode.OK).Json["publicity"]!.AsObject();
        Assert.Equal(["name", "office", "until"], publicity.Select(member => member.Key));
        Assert.Equal(
            ("欧*", "东湖区公共就业服务中心", until),
            ((string?)publicity["name"], (string?)publicity["office"], (string?)publicity["until"])
        );
        var early = (await clerk.PostAsync($"{at}/applications/{id}/recognition", new { })).ExpectProblem(
            HttpStatusCode.Conflict,
            "publicity-not-over"
        );
        Assert.Contains("公示期未满", early.Text, StringComparison.Ordinal);

        // The person sees how far it is.
        var anyone = new Hosts.Api(host, null);
        var own = new { receiptNumber = application, identityNumber = number };
        var progress = (await anyone.PostAsync("/v1/progress", own)).Expect(HttpStatusCode.OK).Json["hardship"]!;
        Assert.Equal(("public", until), ((string?)progress["status"], (string?)progress["publicUntil"]));
    }
}
