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
}
