using System.Net;
using System.Text.Json.Nodes;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Persons;

/// <summary>What the ledger needs of a person: sent with an application, shown masked, corrected, and in full on a reveal.</summary>
[Collection(OneHost.Name)]
public sealed class ProfileTests(ApiHost host)
{
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));

    private static JsonObject Profile() =>
        new()
        {
            ["occupation"] = "6",
            ["skills"] = new JsonArray(
                new JsonObject
                {
                    ["kind"] = "2",
                    ["level"] = "4",
                    ["trade"] = "焊工",
                    ["number"] = "S000036010221",
                }
            ),
            ["categories"] = new JsonArray("1", "3"),
            ["graduatedOn"] = "2007-06-30",
            ["community"] = "360102002001",
            ["socialSecurityCard"] = "a1234 5678",
            ["employmentCertificate"] = "3601020012345678",
        };

    [Fact]
    public async Task It_is_shown_masked_and_revealed_in_full()
    {
        var body = People.Submission();
        body["details"]!["profile"] = Profile();
        var (person, application, _) = await People.RegisterAsync(clerk, body);

        var answer = (await clerk.GetAsync($"/v1/persons/{person}")).Expect(HttpStatusCode.OK);
        var shown = answer.Json["profile"]!;
        Assert.Equal(
            ("6", "360102002001", "民巷社区居委会", "****5678", "****5678"),
            (
                (string?)shown["occupation"],
                (string?)shown["community"],
                (string?)shown["communityName"],
                (string?)shown["socialSecurityCard"],
                (string?)shown["employmentCertificate"]
            )
        );
        Assert.Equal("1", (string?)Assert.Single(shown["categories"]!.AsArray()));
        Assert.Equal(("焊工", "****0221"), ((string?)shown["skills"]![0]!["trade"], (string?)shown["skills"]![0]!["number"]));
        Assert.Null(shown["graduatedOn"]);
        Assert.Null((await clerk.GetAsync($"/v1/applications/{application}")).Expect(HttpStatusCode.OK).Json["profile"]);

        var revealed = (await clerk.PostAsync($"/v1/persons/{person}/reveal", new { note = "核对台账" })).Expect(HttpStatusCode.OK).Json[
            "profile"
        ]!;
        Assert.Equal(
            ("A12345678", "2007-06-30", "1,3"),
            (
                (string?)revealed["socialSecurityCard"],
                (string?)revealed["graduatedOn"],
                string.Join(',', revealed["categories"]!.AsArray().Select(code => (string)code!))
            )
        );
        Assert.DoesNotContain(host.Log.Lines, line => line.Contains("S000036010221", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_right_prevents_no_application_and_is_mended_by_a_correction()
    {
        var body = People.Submission();
        var profile = Profile();
        profile["occupation"] = "焊工";
        profile["graduatedOn"] = "去年";
        profile["community"] = "民巷社区";
        profile["socialSecurityCard"] = "#1";
        body["details"]!["profile"] = profile;
        var submitted = (await clerk.PostAsync("/v1/applications", body.ToJsonString())).Expect(HttpStatusCode.Created).Json;
        Assert.Equal(
            [
                "details.profile.community",
                "details.profile.graduatedOn",
                "details.profile.occupation",
                "details.profile.socialSecurityCard",
            ],
            submitted["unverified"]!.AsArray().Select(field => (string)field!).Order(StringComparer.Ordinal)
        );
        var person = (string)submitted["personId"]!;
        var values = (await clerk.GetAsync($"/v1/persons/{person}")).Expect(HttpStatusCode.OK).Json["unverified"]!
            .AsArray()
            .ToDictionary(one => (string)one!["field"]!, one => (string?)one!["value"]);
        Assert.Equal("焊工", values["details.profile.occupation"]);
        Assert.Null(values["details.profile.socialSecurityCard"]);
        Assert.Null(values["details.profile.graduatedOn"]);

        var wrong = (
            await clerk.PostAsync(
                $"/v1/persons/{person}/correction",
                """{"note": "与本人核对", "profile": {"occupation": "焊工", "graduatedOn": "去年"}}"""
            )
        ).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(
            [("profile.occupation", "notInList"), ("profile.graduatedOn", "badDate")],
            wrong.Json["errors"]!.AsArray().Select(error => ((string)error!["field"]!, (string)error["code"]!))
        );
        Assert.Equal(
            "profile.community",
            (await clerk.PostAsync($"/v1/persons/{person}/correction", """{"note": "与本人核对", "profile": {"community": "360102"}}"""))
                .ExpectProblem(HttpStatusCode.BadRequest, "invalid-field")
                .Field()
        );
        Assert.Equal(
            "profile",
            (await clerk.PostAsync($"/v1/persons/{person}/correction", """{"note": "与本人核对", "profile": {}}"""))
                .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request")
                .Field()
        );

        (
            await clerk.PostAsync(
                $"/v1/persons/{person}/correction",
                """{"note": "与本人核对", "profile": {"occupation": "6", "graduatedOn": "2007-06-30", "community": "360102002001"}, "remove": ["socialSecurityCard", "skills"]}"""
            )
        ).Expect(HttpStatusCode.OK);
        var view = (await clerk.GetAsync($"/v1/persons/{person}")).Expect(HttpStatusCode.OK).Json;
        Assert.Null(view["unverified"]);
        Assert.Null(view["profile"]!["skills"]);
        Assert.Null(view["profile"]!["socialSecurityCard"]);
        Assert.Equal("360102002001", (string?)view["profile"]!["community"]);

        // The history shows that a number changed, and not which.
        var history = (await clerk.GetAsync($"/v1/persons/{person}/history")).Expect(HttpStatusCode.OK).Text;
        Assert.Contains("profile.socialSecurityCard", history, StringComparison.Ordinal);
        Assert.DoesNotContain("S000036010221", history, StringComparison.Ordinal);
        Assert.DoesNotContain("2007-06-30", history, StringComparison.Ordinal);
    }
}
