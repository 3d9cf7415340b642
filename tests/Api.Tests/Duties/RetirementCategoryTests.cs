using System.Net;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Duties;

/// <summary>
/// Which retirement age applies comes with a pension check or by a correction, is read in full only, and may stay unknown.
/// </summary>
[Collection(OneHost.Name)]
public sealed class RetirementCategoryTests(ApiHost host)
{
    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));

    [Fact]
    public async Task It_is_recorded_corrected_and_revealed()
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        Assert.Null(await CategoryAsync(person));
        var category = await IsManAsync(person) ? ("manSickness50", "manSpecialTrade55") : ("womanSickness45", "womanSpecialTrade45");
        (await clerk.PostAsync($"/v1/persons/{person}/pension-check", Check(category.Item1))).Expect(HttpStatusCode.OK);
        Assert.Equal(category.Item1, await CategoryAsync(person));
        (await clerk.PostAsync($"/v1/persons/{person}/pension-check", Check(null))).Expect(HttpStatusCode.OK);
        Assert.Equal(category.Item1, await CategoryAsync(person));
        (await clerk.PostAsync($"/v1/persons/{person}/correction", new { note = "本人说明", retirementCategory = category.Item2 })).Expect(
            HttpStatusCode.OK
        );
        Assert.Equal(category.Item2, await CategoryAsync(person));

        // Two of them concern health: neither the masked views nor the history show them.
        Assert.DoesNotContain(
            category.Item2,
            (await clerk.GetAsync($"/v1/persons/{person}")).Expect(HttpStatusCode.OK).Text,
            StringComparison.Ordinal
        );
        var history = (await clerk.GetAsync($"/v1/persons/{person}/history?pageSize=200")).Expect(HttpStatusCode.OK).Text;
        Assert.DoesNotContain("Sickness", history, StringComparison.Ordinal);
        Assert.DoesNotContain("SpecialTrade", history, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_category_or_one_of_the_other_sex_is_named()
    {
        var (person, _, _) = await People.RegisterAsync(clerk);
        var wrong = await IsManAsync(person) ? "woman50" : "man60";
        foreach (var category in (string[])["soon", wrong])
        {
            var answer = await clerk.PostAsync($"/v1/persons/{person}/pension-check", Check(category));
            Assert.Contains(answer.Status, (HttpStatusCode[])[HttpStatusCode.BadRequest, HttpStatusCode.UnprocessableEntity]);
            Assert.Equal("retirementCategory", (string?)answer.Json["errors"]![0]!["field"]);
        }
    }

    private static object Check(string? category) =>
        new
        {
            draws = false,
            evidence = new { basis = "3", note = "当面核对" },
            retirementCategory = category,
        };

    private async Task<string?> CategoryAsync(string person) => (string?)(await RevealAsync(person))["retirementCategory"];

    private async Task<bool> IsManAsync(string person) => (((string)(await RevealAsync(person))["identityNumber"]!)[16] - '0') % 2 == 1;

    private async Task<System.Text.Json.Nodes.JsonNode> RevealAsync(string person) =>
        (await clerk.PostAsync($"/v1/persons/{person}/reveal", new { note = "核对养老保险待遇" })).Expect(HttpStatusCode.OK).Json;
}
