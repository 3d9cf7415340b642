using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Grid.Api.OpenApi;
using Grid.Api.Security;
using Grid.Api.Tests.Hosts;
using Grid.Api.Worklists;
using Grid.Domain.Duplicates;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Duties;
using Microsoft.Extensions.DependencyInjection;
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
        var requests = 0;
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
        TestContext.Current.SendDiagnosticMessage($"{requests} requests");
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
        Assert.False((bool)submit["additionalProperties"]!);
        Assert.Null(schemas["ApplicationView"]!["additionalProperties"]);
        var ground = submit["properties"]!["ground"]!;
        var at = ground["enum"]!.AsArray().ToList().FindIndex(value => (string?)value == "1");
        Assert.Equal("户籍地", ((string?)ground["x-enum-descriptions"]![at])?.Split(" / ")[0]);
    }

    [Fact]
    public async Task Every_operation_that_answers_json_has_an_example_that_fits_its_schema()
    {
        var api = await DescribedAnswers.OfAsync(host);
        var (faults, examples) = (new List<string>(), 0);
        var anyone = new Hosts.Api(host, null);
        foreach (var (operation, path) in new[] { ("problems.list", "/problems"), ("problems.read", "/problems/not-found") })
            api.Record(operation, operation == "problems.list" ? path : "/problems/{code}", HttpMethod.Get, await anyone.GetAsync(path));
        foreach (var operation in api.Document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(one => one.Value!))
        {
            var name = (string)operation["operationId"]!;
            var answers = operation["responses"]!
                .AsObject()
                .Where(response => response.Key[0] == '2')
                .Select(response => response.Value!["content"]?["application/json"])
                .OfType<JsonObject>()
                .Where(media => (string?)media["schema"]!["format"] != "binary")
                .ToArray();
            if (answers.Length > 0 && !answers.Any(answer => answer.ContainsKey("example")))
                faults.Add($"{name} has none; see docs/testing.md.");
            foreach (var answer in answers.Where(answer => answer.ContainsKey("example")))
            {
                examples++;
                if (api.Faults(answer["schema"]!, answer["example"]) is { } fault)
                    faults.Add($"{name}: {fault}");
            }
        }

        foreach (var (name, example) in api.Document["components"]!["examples"]!.AsObject())
        {
            examples++;
            var problem = api.Document["components"]!["schemas"]!["ProblemBody"]!;
            if (api.Faults(problem, example!["value"]) is { } fault)
                faults.Add($"{name}: {fault}");
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        TestContext.Current.SendDiagnosticMessage($"{examples} examples of answers and problems");
    }

    [Fact]
    public void The_texts_of_values_are_of_exactly_the_members_of_each_enum()
    {
        var enums = new[] { typeof(ApplicationStatus).Assembly, typeof(WorklistBucket).Assembly, typeof(RoleMatrix).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsEnum && ValueLists.Knows(type.Name) && type != typeof(TraitKind))
            .ToArray();
        Assert.True(enums.Length > 60, $"{enums.Length} enums");
        Assert.All(enums, type =>
            Assert.Equal(
                Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName).Order(StringComparer.Ordinal),
                ValueLists.Of(type.Name).Select(value => value.Value).Order(StringComparer.Ordinal)
            )
        );
        Assert.Equal(
            DutyWords
                .All.Select(kind => (JsonNamingPolicy.CamelCase.ConvertName(kind.Key.ToString()), kind.Value.Zh, kind.Value.En))
                .Order(),
            ValueLists.Of("DutyKind").Select(value => (value.Value, value.Zh, value.En)).Order()
        );
        Assert.Equal(Enum.GetValues<Role>().Select(RoleNames.Of), ValueLists.Of("TokenRole").Select(value => value.Value));
        Assert.Equal(
            Enum.GetNames<OutcomeKind>().Select(JsonNamingPolicy.CamelCase.ConvertName).Prepend("done"),
            ValueLists.Of("CommandOutcome").Select(value => value.Value)
        );
    }

    [Fact]
    public async Task Parameters_are_required_where_a_request_without_them_is_refused()
    {
        var api = await DescribedAnswers.OfAsync(host);
        var (checkedOnes, faults) = (0, new List<string>());
        foreach (var route in Routes.Of(host).Where(route => route.Method == HttpMethod.Get))
        {
            var parameters = Query(api, route);
            if (parameters.Length == 0)
                continue;
            var roles = RoleMatrix.BuiltIn.RolesOf(route.Operation);
            var role = new[] { "operator", "supervisor", "auditor", "statistician" }.FirstOrDefault(roles.Contains)
                ?? (roles.Count > 0 ? roles[0] : null);
            var caller = new Hosts.Api(
                host,
                role is null ? null : host.Token(role, role is "supervisor" or "statistician" ? Hosts.Api.Province : null)
            );
            var bare = await caller.GetAsync(route.Path("36"));
            var missing = Errors(bare, "required");
            foreach (var parameter in parameters)
            {
                var name = (string)parameter["name"]!;
                var isRequired = (bool?)parameter["required"] == true;
                if (bare.Status is not (HttpStatusCode.OK or HttpStatusCode.BadRequest))
                    continue;
                if (missing.Contains($"query.{name}") != isRequired)
                    faults.Add($"{route.Operation}: {name} is {(isRequired ? "" : "not ")}required, and {(int)bare.Status} {bare.Text}");
                checkedOnes++;
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(checkedOnes > 100, $"{checkedOnes} parameters");
    }

    [Fact]
    public async Task Older_and_newer_document_have_the_same_operations_and_each_part_is_smaller_and_whole_in_itself()
    {
        var published = host.Services.GetRequiredService<PublishedDocument>();
        var whole = await published.ReadAsync(GridOpenApi.Address, TestContext.Current.CancellationToken);
        var newer = await published.ReadAsync(GridOpenApi.NewerAddress, TestContext.Current.CancellationToken);
        var operations = Operations(whole);
        Assert.Equal(operations, Operations(newer));
        Assert.Equal(Routes.Of(host).Select(route => route.Operation).Concat(["problems.list", "problems.read"]).Order(), operations);
        var ofParts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var audience in Audience.All)
        {
            var part = await published.ReadAsync(audience.Address, TestContext.Current.CancellationToken);
            var read = OpenApiDocument.Parse(Encoding.UTF8.GetString(part.Bytes.Span), "json");
            Assert.Empty(read.Diagnostic!.Errors);
            Assert.True(part.Bytes.Length < whole.Bytes.Length * 0.9, $"{audience.Name}: {part.Bytes.Length} of {whole.Bytes.Length}");
            ofParts.UnionWith(Operations(part));
            TestContext.Current.SendDiagnosticMessage($"{audience.Address}: {part.Bytes.Length} bytes");
        }

        Assert.Equal(operations, ofParts.Order());
        TestContext.Current.SendDiagnosticMessage($"{whole.Bytes.Length} and {newer.Bytes.Length} bytes");
        Assert.DoesNotContain(PublishedDocument.Values + "\"", Encoding.UTF8.GetString(newer.Bytes.Span), StringComparison.Ordinal);
    }

    private static string[] Operations(PublishedDocument.Published document) =>
        [
            .. JsonNode.Parse(document.Bytes.Span)!["paths"]!
                .AsObject()
                .SelectMany(path => path.Value!.AsObject())
                .Select(operation => (string)operation.Value!["operationId"]!)
                .Order(),
        ];

    private static JsonObject[] Query(DescribedApi api, Routes route)
    {
        var parameters = api.Document["paths"]![route.Pattern]![route.Method.Method.ToLowerInvariant()]!["parameters"]?.AsArray() ?? [];
        var shared = api.Document["components"]!["parameters"]!;
        return
        [
            .. parameters
                .Select(one => (string?)one!["$ref"] is { } address ? shared[address.Split('/')[^1]]! : one)
                .OfType<JsonObject>()
                .Where(parameter => (string?)parameter["in"] == "query"),
        ];
    }

    private static string[] Errors(Answer answer, string code) =>
        answer.ContentType != "application/problem+json"
            ? []
            :
            [
                .. (answer.Json["errors"]?.AsArray() ?? [])
                    .Where(error => (string?)error!["code"] == code)
                    .Select(error => (string)error!["field"]!),
            ];
}
