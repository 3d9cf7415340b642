using System.Globalization;
using System.Net;
using Grid.Api.Security;
using Grid.Api.Tests.Hosts;
using Microsoft.OpenApi;

namespace Grid.Api.Tests.OpenApi;

[Collection(OneHost.Name)]
public sealed class OpenApiTests(ApiHost host)
{
    [Fact]
    public async Task The_document_is_valid_lists_every_route_and_has_an_example_for_every_body_and_problem()
    {
        var answer = (await new Hosts.Api(host, null).GetAsync("/openapi/v1.json")).Expect(HttpStatusCode.OK);
        var read = OpenApiDocument.Parse(answer.Text, "json");
        Assert.Empty(read.Diagnostic!.Errors);
        var document = read.Document!;
        foreach (var route in Routes.Of(host))
        {
            Assert.True(document.Paths.TryGetValue(route.Pattern, out var path), route.Pattern);
            var operation = path.Operations![route.Method];
            Assert.Equal(route.Operation, operation.OperationId);
            Assert.NotEmpty(operation.Summary!);
            Assert.Contains(operation.Responses!.Keys, status => status.StartsWith('2'));
            foreach (var refusal in RoleMatrix.BuiltIn.RefusalsOf(route.Operation))
            {
                var problem = operation.Responses![refusal.Status.ToString(CultureInfo.InvariantCulture)];
                Assert.True(
                    problem.Content!["application/problem+json"].Examples!.ContainsKey(refusal.Code),
                    $"{route.Operation}: {refusal.Code}"
                );
            }

            if (operation.RequestBody?.Content is { } body)
                Assert.All(body.Values, media => Assert.NotNull(media.Example));

            foreach (var (status, response) in operation.Responses.Where(response => response.Key[0] is '4' or '5'))
            {
                var media = response.Content!["application/problem+json"];
                Assert.NotEmpty(media.Examples!);
                Assert.All(media.Examples!.Values, example => Assert.Equal(status, example.Value!["status"]!.ToString()));
            }
        }

        Assert.Contains(document.Paths["/v1/applications"].Operations![HttpMethod.Post].Parameters!, parameter =>
            parameter.Name == "Idempotency-Key"
        );
    }

    [Fact]
    public async Task Every_example_of_a_request_fits_its_schema_and_says_what_is_needed()
    {
        var api = await DescribedAnswers.OfAsync(host);
        var faults = new List<string>();
        var (requests, enums) = (0, 0);
        foreach (var route in Routes.Of(host).Where(route => api.Document["paths"]![route.Pattern] is not null))
        {
            var operation = api.Document["paths"]![route.Pattern]![route.Method.Method.ToLowerInvariant()]!;
            foreach (var (_, media) in operation["requestBody"]?["content"]?.AsObject() ?? [])
            {
                if (media?["example"] is not { } example || media["schema"] is not { } schema)
                    continue;
                requests++;
                if (api.Faults(schema, example) is { } fault)
                    faults.Add($"{route.Operation}: {fault}");
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        var schemas = api.Document["components"]!["schemas"]!.AsObject();
        enums = schemas.Sum(schema =>
            (schema.Value!["properties"]?.AsObject() ?? []).Count(property => property.Value!["enum"] is not null)
        );
        TestContext.Current.SendDiagnosticMessage($"{requests} requests, {enums} lists of values");
        var submit = schemas["SubmitBody"]!;
        Assert.Equal(
            ["ground", "identityNumber", "name", "reason", "unemployedOn"],
            submit["required"]!
                .AsArray()
                .Select(name => (string)name!)
                .Where(name => name is not ("commitment" or "jobWishes" or "details"))
                .Order()
        );
        Assert.Equal("date", (string?)submit["properties"]!["unemployedOn"]!["format"]);
        Assert.Contains("householdRegistration", submit["properties"]!["ground"]!["enum"]!.AsArray().Select(value => (string?)value));
        Assert.Equal("户籍地", ((string?)submit["properties"]!["ground"]!["x-enum-descriptions"]!["1"])?.Split(" / ")[1]);
    }
}
