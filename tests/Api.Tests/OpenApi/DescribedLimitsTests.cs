using System.Net;
using System.Text.Json.Nodes;
using Grid.Api.Batches;
using Grid.Api.OpenApi;
using Grid.Api.Reports;
using Grid.Api.Requests;
using Grid.Api.Search;
using Grid.Api.Tests.Hosts;
using Grid.Api.Tests.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Grid.Api.Tests.OpenApi;

/// <summary>How long and how many: the document says of each part of a request what the register enforces.</summary>
[Collection(HostOfAllRoutes.Name)]
public sealed class DescribedLimitsTests(ApiHost host)
{
    /// <summary>Read by code that is not asked for the document; attributes say what they may hold, and tests of their own hold them to it.</summary>
    private static readonly Type[] Apart = [typeof(SearchBody), typeof(BatchLineBody), typeof(SubmissionBody)];

    [Fact]
    public void Every_request_is_described_by_the_code_that_reads_it()
    {
        var rules = new RequestRules(host.Services, TimeProvider.System);
        var read = 0;
        foreach (var route in EveryRoute.Of(host))
        {
            var (body, example) = (
                route.Endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType,
                route.Endpoint.Metadata.GetMetadata<RequestExample>()?.Value
            );
            if (body is null || example is null || Apart.Contains(body))
                continue;
            if (body.GetProperties().Where(one => one.Name != "Example").All(one => one.PropertyType == typeof(bool?)))
                continue;
            Assert.True(rules.Of(body, example) is not null, $"{route.Pattern}: nothing that reads {body.Name} was found");
            read++;
        }

        Assert.True(read > 80, $"{read} requests");
    }

    [Fact]
    public async Task Every_text_list_and_number_of_a_request_has_its_limits()
    {
        var document = (await DescribedAnswers.OfAsync(host)).Document;
        var schemas = document["components"]!["schemas"]!;
        var faults = new List<string>();
        var members = 0;
        foreach (
            var name in DocumentParts.Reached(document, DocumentParts.Operations(document).Select(one => one.Described["requestBody"]))
        )
        {
            foreach (var (member, property) in schemas[name]!["properties"] as JsonObject ?? [])
            {
                members++;
                if (FaultOf(property!.AsObject()) is { } fault)
                    faults.Add($"{name}.{member}: {fault}");
            }
        }

        Assert.Empty(faults);
        Assert.True(members > 300, $"{members} members");
    }

    /// <summary>A member is needed where a request is refused without it, whatever else it says; and so in parts of requests.</summary>
    [Theory]
    [InlineData("OwnReportBody", "foundWork", "identityNumber", "receiptNumber", "stillLooking")]
    [InlineData("OwnComplaintWithdrawalBody", "identityNumber", "receiptNumber")]
    [InlineData("FeedLine", "key", "number")] // The day is not, of a row that is withdrawn.
    [InlineData("EvidenceBody", "basis")]
    [InlineData("StatementBody", "at", "channel", "text")]
    [InlineData("DenominatorBody", "asOf", "estimatedFromYearEnd", "source", "urbanEmployed")]
    [InlineData("ClaimBody", "hours")]
    [InlineData("BatchLineBody", "key", "path")]
    [InlineData("ContactBodyPart")]
    public async Task What_is_needed_is_said_to_be(string schema, params string[] needed)
    {
        var described = (await DescribedAnswers.OfAsync(host)).Document["components"]!["schemas"]![schema]!;
        Assert.Equal(needed, (described["required"] as JsonArray ?? []).Select(name => (string)name!).Order(StringComparer.Ordinal));
    }

    private static string? FaultOf(JsonObject property)
    {
        string[] limits = ["maxLength", "format", "pattern", "enum", "x-code-list", "$ref"];
        var type = property["type"]?.ToJsonString() ?? "";
        return type.Contains("array", StringComparison.Ordinal)
            ? property["maxItems"] is null
                ? "no maxItems"
                : FaultOf(property["items"]!.AsObject())
            : type.Contains("string", StringComparison.Ordinal) && !limits.Any(property.ContainsKey)
                ? "no maxLength"
                : type.Contains("integer", StringComparison.Ordinal) && property["format"] is null && property["maximum"] is null
                    ? "no maximum"
                    : null;
    }

    [Fact]
    public async Task A_text_of_a_query_may_be_as_long_as_the_document_says_and_no_longer()
    {
        var document = (await DescribedAnswers.OfAsync(host)).Document;
        string[] free = ["cursor"];
        var asked = 0;
        foreach (var operation in DocumentParts.Operations(document))
        {
            var texts = DocumentParts
                .Parameters(document, operation.Described)
                .Where(one => (string?)one["in"] == "query" && (string?)one["schema"]!["type"] == "string")
                .Where(one => !free.Contains((string?)one["name"]))
                .Where(one => !new[] { "enum", "format", "pattern" }.Any(one["schema"]!.AsObject().ContainsKey));
            foreach (var parameter in texts)
            {
                var name = (string)parameter["name"]!;
                var longest = (int?)parameter["schema"]!["maxLength"];
                Assert.True(longest is not null, $"{operation.Name}: {name} has no maxLength");
                var route = EveryRoute.Of(host).Single(one => one.Operation == operation.Name);
                foreach (var (length, isTooLong) in new[] { (longest.Value, false), (longest.Value + 1, true) })
                {
                    using var answer = await EveryRoute.SendAsync(
                        host,
                        operation.Method,
                        $"{route.Path("0123456789abcdef0123456789abcdef")}?{name}={new string('9', length)}",
                        route.Token(host),
                        operation.Method == HttpMethod.Get ? null : "{}"
                    );
                    var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                    var errors = answer.StatusCode == HttpStatusCode.BadRequest ? JsonNode.Parse(text)!["errors"]!.AsArray() : [];
                    var found = errors.Any(error => (string?)error!["field"] == $"query.{name}" && (string?)error["code"] == "tooLong");
                    Assert.True(found == isTooLong, $"{operation.Name}: {name} of {length}: {text}");
                    asked++;
                }
            }
        }

        Assert.True(asked > 40, $"{asked} requests");
    }
}
